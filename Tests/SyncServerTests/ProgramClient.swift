import CognitoWire
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import RequestSigning
import SyncCore

/// Talks to a running `syncd` over the network.
struct ProgramClient: Sendable {
  let developer: SigningCredentials
  private let port: Int

  /// Creates a client of the program at `url`, with its owner's credentials.
  init(_ url: String, _ program: ServerProgram) throws {
    port = Int(url.split(separator: ":").last ?? "") ?? 0
    let admin = try JSONDecoder().decode(
      [String: String].self,
      from: Data(contentsOf: program.directory.appending(path: "data/admin.json")))
    developer = SigningCredentials(
      accessKeyID: admin["accessKeyId"] ?? "", secretAccessKey: admin["secretAccessKey"] ?? "")
  }

  /// Performs an operation as its description says.
  func call<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, as credentials: SigningCredentials?
  ) async throws -> Operation.Output {
    let message = operation.encode(input)
    var request = operation.route.request(for: message)
    request.scheme = "http"
    request.authority = "127.0.0.1:\(port)"
    if let credentials {
      let service = operation.route.dialect == .identity ? "cognito-identity" : "cognito-sync"
      RequestSigner(credentials: credentials, region: "us-east-1", service: service)
        .sign(&request, body: message.body, at: Int64(Date().timeIntervalSince1970 * 1_000))
    }
    let (head, body) = try await send(request, message.body)
    guard head.status.kind == .successful else { throw Reply(head: head, body: body).error }
    return try operation.decode(output: body)
  }

  /// Reads a page.
  func get(_ path: String) async throws -> Reply {
    let (head, body) = try await send(
      HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:\(port)", path: path), [])
    return Reply(head: head, body: body)
  }

  private func send(
    _ request: HTTPRequest, _ body: [UInt8]
  ) async throws -> (HTTPResponse, [UInt8]) {
    try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
      let answer = try await client.execute(
        TestClient.Request(
          request.path ?? "/", method: request.method, authority: request.authority,
          headers: request.headerFields,
          body: body.isEmpty ? nil : ByteBuffer(bytes: body)))
      return (answer.head, answer.body.map { Array($0.readableBytesView) } ?? [])
    }
  }

  /// Makes a guest of the game's pool.
  func guest() async throws -> Guest {
    let discovery = try await get("/.well-known/hundred-holds")
    guard let pool = IdentityPoolID(discovery.text("identityPoolId")) else {
      throw discovery.error
    }
    let identity = try await call(GetID.self, GetID.Input(pool: pool), as: nil)
    let output = try await call(
      GetCredentialsForIdentity.self,
      GetCredentialsForIdentity.Input(identity: identity, logins: [:]), as: nil)
    return Guest(
      pool: pool, identity: identity,
      credentials: SigningCredentials(
        accessKeyID: output.accessKeyID, secretAccessKey: output.secretAccessKey,
        sessionToken: output.sessionToken))
  }

  /// Commits patches with a fresh session.
  @discardableResult
  func commit(_ guest: Guest, _ patches: [RecordPatch]) async throws -> [SyncRecord] {
    let listing = try await call(
      ListRecords.self, ListRecords.Input(path: try guest.place()), as: guest.credentials)
    return try await call(
      UpdateRecords.self,
      UpdateRecords.Input(
        path: try guest.place(), sessionToken: listing.sessionToken, patches: patches),
      as: guest.credentials)
  }
}
