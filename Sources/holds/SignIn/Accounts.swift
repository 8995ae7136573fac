import CognitoWire
import HTTPTypes
import SyncClient
import URIEncoding

/// What a service tells about itself at `/.well-known/hundred-holds`.
struct ServiceDescription: Hashable, Sendable {
  /// The game's identity pool.
  var poolID: String
  /// The region that signatures are made for.
  var region: String
  /// The key of the built-in accounts in `Logins`.
  var loginProvider: String
  /// The game's name at the built-in accounts.
  var clientID: String
}

/// The tokens of one signed-in player.
struct AccountTokens: Hashable, Sendable {
  /// The proof for the identity service, good for an hour.
  var identityToken: String
  /// What the next pair of tokens is had for, good once.
  var refreshToken: String
}

/// Why an account cannot be used.
enum AccountFailure: Error, Hashable, Sendable {
  /// The service cannot be reached now; the text says why.
  case unreachable(String)
  /// The service refused; the text says why and can be shown.
  case refused(code: String, message: String)

  /// What can be shown.
  var message: String {
    switch self {
    case .unreachable(let text), .refused(_, let text): text
    }
  }
}

/// Speaks to the accounts that the service has built in (product.md 3.1).
struct Accounts: Sendable {
  /// The fewest bytes a service takes as a password.
  private static let shortestPassword = 8

  private let transport: Transport

  init(transport: Transport) { self.transport = transport }

  /// Asks the service what it is.
  func describe() async throws(AccountFailure) -> ServiceDescription {
    let json = try await exchange(.get, "/.well-known/hundred-holds")
    return ServiceDescription(
      poolID: try text("identityPoolId", in: json), region: try text("region", in: json),
      loginProvider: try text("loginProvider", in: json), clientID: try text("clientId", in: json))
  }

  /// Makes an account.
  func create(name: String, password: String) async throws(AccountFailure) {
    guard password.utf8.count >= Self.shortestPassword else {
      throw .refused(
        code: "invalid_request",
        message: "A password needs at least \(Self.shortestPassword) characters.")
    }
    let body = JSONValue.object([
      JSONMember("password", .string(password)), JSONMember("username", .string(name)),
    ])
    _ = try await exchange(
      .post, "/accounts", type: "application/json", body: JSONWriter.write(body))
  }

  /// Trades name and password for tokens.
  func signIn(
    name: String, password: String, clientID: String
  ) async throws(AccountFailure) -> AccountTokens {
    try await tokens([
      ("grant_type", "password"), ("username", name), ("password", password),
      ("client_id", clientID),
    ])
  }

  /// Trades a refresh token for new tokens; the old one is spent by this.
  func refresh(_ token: String, clientID: String) async throws(AccountFailure) -> AccountTokens {
    try await tokens([
      ("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", clientID),
    ])
  }

  private func tokens(
    _ form: [(String, String)]
  ) async throws(AccountFailure) -> AccountTokens {
    let body = form.map { "\($0.0)=\(URIEncoding.encode($0.1))" }.joined(separator: "&")
    let json = try await exchange(
      .post, "/oauth2/token", type: "application/x-www-form-urlencoded", body: Array(body.utf8))
    return AccountTokens(
      identityToken: try text("id_token", in: json),
      refreshToken: try text("refresh_token", in: json))
  }

  private func exchange(
    _ method: HTTPRequest.Method, _ path: String, type: String? = nil, body: [UInt8] = []
  ) async throws(AccountFailure) -> JSONValue {
    var request = HTTPRequest(
      method: method, scheme: transport.scheme, authority: transport.authority, path: path)
    request.headerFields[.contentType] = type
    let response: HTTPResponse
    let answer: [UInt8]
    do throws(TransportError) {
      (response, answer) = try await transport.send(request, body)
    } catch {
      throw .unreachable(error.description)
    }
    let json = (try? JSONReader.read(answer)) ?? .null
    guard response.status.kind == .successful else {
      throw Self.failure(json, status: response.status.code)
    }
    return json
  }

  private static func failure(_ json: JSONValue, status: Int) -> AccountFailure {
    guard case .string(let code) = json["error"] else {
      guard status < 500 else {
        return .unreachable("The service is in trouble (status \(status)). Try again later.")
      }
      return .unreachable("What answers there is no Hundred Holds service (status \(status)).")
    }
    var message = "The service refused (\(code))."
    if case .string(let text) = json["error_description"] { message = text }
    return .refused(code: code, message: message)
  }

  private func text(_ name: String, in json: JSONValue) throws(AccountFailure) -> String {
    guard case .string(let text) = json[name] else {
      throw .unreachable("What answers there is no Hundred Holds service.")
    }
    return text
  }
}
