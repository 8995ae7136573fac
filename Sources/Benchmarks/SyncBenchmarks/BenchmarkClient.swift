import CognitoWire
import Foundation
import HTTPTypes
import RequestSigning
import SyncCore

/// Prepares and sends signed requests to the service under measurement.
struct BenchmarkClient: Sendable {
  let host = "127.0.0.1"
  let port: Int
  let pool: IdentityPoolID

  /// One guest with credentials and a dataset of three records.
  struct Guest: Sendable {
    let identity: IdentityID
    let credentials: SigningCredentials
    let path: DatasetReference
    var syncCount: SyncCount = 0
  }

  /// Finds the game's pool of the service at `port`.
  init(port: Int) throws {
    self.port = port
    let request = "GET /.well-known/hundred-holds HTTP/1.1\r\nhost: \(host)\r\n\r\n"
    let outcome = try LoadGenerator(host: host, port: port)
      .run([[Array(request.utf8)]], keepsBodies: true)
    guard case .string(let text) = try JSONReader.read(outcome.bodies[0][0])["identityPoolId"],
      let pool = IdentityPoolID(text)
    else { throw BenchmarkFailure("The service does not name its pool.") }
    self.pool = pool
  }

  func guest() throws -> Guest {
    let identity = try send(GetID.self, GetID.Input(pool: pool))
    return try guest(
      identity,
      send(GetCredentialsForIdentity.self, GetCredentialsForIdentity.Input(identity: identity)))
  }

  func guest(
    _ identity: IdentityID, _ answer: GetCredentialsForIdentity.Output
  ) throws -> Guest {
    guard let dataset = DatasetName("GameInfo") else { throw BenchmarkFailure("No name.") }
    return Guest(
      identity: identity,
      credentials: SigningCredentials(
        accessKeyID: answer.accessKeyID, secretAccessKey: answer.secretAccessKey,
        sessionToken: answer.sessionToken),
      path: DatasetReference(pool: pool, identity: identity, name: dataset))
  }

  /// Performs one exchange over a connection of its own.
  func send<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, as credentials: SigningCredentials? = nil
  ) throws -> Operation.Output {
    let outcome = try LoadGenerator(host: host, port: port)
      .run([[bytes(operation, input, as: credentials)]], keepsBodies: true)
    guard outcome.refusals == 0 else {
      let text = String(decoding: outcome.bodies[0][0], as: UTF8.self)
      throw BenchmarkFailure("\(Operation.name) was refused: \(text)")
    }
    return try Operation.decode(output: outcome.bodies[0][0])
  }

  /// Returns the bytes of one exchange.
  func bytes<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, as credentials: SigningCredentials?
  ) -> [UInt8] {
    let (request, body) = prepared(operation, input, as: credentials)
    var text = "\(request.method.rawValue) \(request.path ?? "/") HTTP/1.1\r\n"
    text += "host: \(host):\(port)\r\ncontent-length: \(body.count)\r\n"
    for field in request.headerFields { text += "\(field.name.rawName): \(field.value)\r\n" }
    text += "\r\n"
    return Array(text.utf8) + body
  }

  private func prepared<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, as credentials: SigningCredentials?
  ) -> (HTTPRequest, [UInt8]) {
    let message = Operation.encode(input)
    var request = Operation.route.request(for: message)
    request.scheme = "http"
    request.authority = "\(host):\(port)"
    if let credentials {
      RequestSigner(credentials: credentials, region: "us-east-1", service: "cognito-sync")
        .sign(&request, body: message.body, at: Int64(Date().timeIntervalSince1970 * 1_000))
    }
    return (request, message.body)
  }
}

/// Why a measurement could not be made.
struct BenchmarkFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
