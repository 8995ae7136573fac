import Foundation
import HTTPTypes
import RequestSigning

/// Somebody who signs requests, and how the bytes of such requests look.
struct Caller: Sendable {
  /// What calls go to.
  struct Place: Hashable, Sendable {
    var pool: String
    var identity: String
    var dataset = "prefs"

    /// The path of the dataset.
    var path: String {
      "/identitypools/\(Self.encode(pool))/identities/\(Self.encode(identity))/datasets/\(dataset)"
    }

    private static func encode(_ text: String) -> String {
      text.replacing(":", with: "%3A")
    }
  }

  private var signer: RequestSigner

  /// Creates somebody with these credentials.
  init(_ credentials: SigningCredentials) {
    signer = RequestSigner(credentials: credentials, region: "us-east-1", service: "cognito-sync")
  }

  /// The owner of all tests' services.
  static let owner = Caller(
    SigningCredentials(
      accessKeyID: SyncdProcess.accessKey, secretAccessKey: SyncdProcess.secretKey))

  /// Returns the bytes of a signed request.
  func request(
    _ method: HTTPRequest.Method, _ target: String, body: [UInt8] = [],
    fields: [(name: String, value: String)] = []
  ) -> [UInt8] {
    var request = HTTPRequest(
      method: method, scheme: "http", authority: "127.0.0.1", path: target)
    for field in fields {
      if let name = HTTPField.Name(field.name) { request.headerFields[name] = field.value }
    }
    signer.sign(&request, body: body, at: Int64(Date().timeIntervalSince1970 * 1_000))
    var head = "\(method.rawValue) \(target) HTTP/1.1\r\nhost: 127.0.0.1\r\n"
    for field in request.headerFields { head += "\(field.name): \(field.value)\r\n" }
    if !body.isEmpty { head += "content-length: \(body.count)\r\n" }
    return Array((head + "\r\n").utf8) + body
  }

  /// Returns the bytes of a ListRecords.
  func list(_ place: Place, after count: Int = 0) -> [UInt8] {
    request(.get, "\(place.path)/records?lastSyncCount=\(count)")
  }

  /// Returns the bytes of an UpdateRecords that replaces values.
  func update(_ place: Place, token: String, _ patches: [Patch]) -> [UInt8] {
    let list = patches.map { patch in
      #"{"Op":"replace","Key":"\#(patch.key)","Value":"\#(patch.value)","SyncCount":\#(patch.count)}"#
    }
    let body =
      #"{"SyncSessionToken":"\#(token)","RecordPatches":[\#(list.joined(separator: ","))]}"#
    return request(.post, place.path, body: Array(body.utf8))
  }
}

/// One replacement of a record.
struct Patch: Hashable, Sendable {
  var key: String
  var value: String
  var count = 0
}

/// One record as an answer tells it.
struct StoredRecord: Hashable, Sendable {
  var value: String?
  var count: Int
}

extension Connection.Answer {
  /// The session token of a listing.
  var token: String { json["SyncSessionToken"] as? String ?? "" }

  /// The count of a listing's dataset.
  var datasetCount: Int { json["DatasetSyncCount"] as? Int ?? -1 }

  /// The records by key.
  var records: [String: StoredRecord] {
    let list = json["Records"] as? [[String: Any]] ?? []
    return list.reduce(into: [:]) { result, record in
      guard let key = record["Key"] as? String else { return }
      result[key] = StoredRecord(
        value: record["Value"] as? String, count: record["SyncCount"] as? Int ?? -1)
    }
  }
}

/// A new guest of the game's pool.
struct GuestAccount: Sendable {
  let caller: Caller
  let place: Caller.Place

  /// Takes an identity and its credentials.
  init(_ connection: Connection) throws {
    let about = try connection.exchange(
      Array("GET /.well-known/hundred-holds HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
    ).json
    guard let pool = about["identityPoolId"] as? String else {
      throw SyncdProcess.Trouble(description: "There is no pool: \(about)")
    }
    let identity = try Self.ask(connection, "GetId", #"{"IdentityPoolId":"\#(pool)"}"#)
    let id = identity["IdentityId"] as? String ?? ""
    let answer = try Self.ask(
      connection, "GetCredentialsForIdentity", #"{"IdentityId":"\#(id)"}"#)
    guard let credentials = answer["Credentials"] as? [String: Any],
      let key = credentials["AccessKeyId"] as? String,
      let secret = credentials["SecretKey"] as? String,
      let token = credentials["SessionToken"] as? String
    else { throw SyncdProcess.Trouble(description: "There are no credentials: \(answer)") }
    caller = Caller(
      SigningCredentials(accessKeyID: key, secretAccessKey: secret, sessionToken: token))
    place = Caller.Place(pool: pool, identity: id)
  }

  private static func ask(
    _ connection: Connection, _ operation: String, _ body: String
  ) throws -> [String: Any] {
    try connection.exchange(
      Array(
        """
        POST / HTTP/1.1\r
        Host: x\r
        X-Amz-Target: AWSCognitoIdentityService.\(operation)\r
        Content-Type: application/x-amz-json-1.1\r
        Content-Length: \(body.utf8.count)\r
        \r
        \(body)
        """.utf8)
    ).json
  }
}
