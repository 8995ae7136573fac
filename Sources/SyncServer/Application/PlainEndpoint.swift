import CognitoWire
import HTTPTypes
import IdentityTokens

/// Answers what belongs to neither protocol: discovery, accounts, tokens, health and metrics
/// (product.md 3.1, 4), and the payloads of streams (cognito-sync.md 2.8).
struct PlainEndpoint: Sendable {
  /// What a path leads to.
  enum Place: String, Hashable, Sendable, CaseIterable {
    case discovery = "/.well-known/hundred-holds"
    case openIDConfiguration = "/.well-known/openid-configuration"
    case keySet = "/.well-known/jwks.json"
    case identityConfiguration = "/identity/.well-known/openid-configuration"
    case identityKeySet = "/identity/.well-known/jwks.json"
    case accounts = "/accounts"
    case password = "/accounts/password"
    case deletion = "/accounts/delete"
    case token = "/oauth2/token"
    case health = "/health"
    case metrics = "/metrics"
    case payload = "/streams/payloads/"

    var method: HTTPRequest.Method {
      switch self {
      case .discovery, .openIDConfiguration, .keySet, .identityConfiguration, .identityKeySet,
        .health, .metrics, .payload:
        .get
      case .accounts, .password, .deletion, .token: .post
      }
    }

    var isMonitoring: Bool { self == .health || self == .metrics }
  }

  let authority: TokenAuthority
  let accounts: AccountEndpoint
  let tokens: TokenEndpoint
  let discovery: [UInt8]
  let openIDConfiguration: [UInt8]
  /// What the identity service tells about its own tokens (cognito-sync.md 3.7).
  let identityConfiguration: [UInt8]
  let identityTokens: OpenIDTokenAuthority
  let servesMonitoring: Bool
  let metrics: @Sendable () -> String
  /// Tells whether the store answers.
  let isHealthy: @Sendable () async -> Bool
  /// Returns a payload that a stream's message refers to, by its name.
  let payload: @Sendable (String) async -> [UInt8]?

  /// Returns the place of a path, or nothing.
  func place(_ rawPath: Substring) -> Place? {
    if rawPath.utf8.starts(with: Place.payload.rawValue.utf8) { return .payload }
    guard let place = Place(rawValue: String(rawPath)), servesMonitoring || !place.isMonitoring
    else { return nil }
    return place
  }

  /// Answers a request for `place`.
  func answer(_ exchange: Exchange, at place: Place) async -> Answer {
    guard exchange.head.method == place.method else {
      var answer = Self.refusal(
        AccountRefusal(
          status: .methodNotAllowed, error: "method_not_allowed",
          description: "Use \(place.method.rawValue) here."))
      answer.fields[.allow] = place.method.rawValue
      return answer
    }
    do throws(AccountRefusal) {
      return try await content(exchange, at: place)
    } catch { return Self.refusal(error) }
  }

  private func content(
    _ exchange: Exchange, at place: Place
  ) async throws(AccountRefusal) -> Answer {
    switch place {
    case .discovery: .json(discovery)
    case .openIDConfiguration: .json(openIDConfiguration)
    case .keySet: .json(await authority.keySet)
    case .identityConfiguration: .json(identityConfiguration)
    case .identityKeySet: .json(await identityTokens.keySet)
    case .accounts: try await accounts.create(exchange)
    case .password: try await accounts.changePassword(exchange)
    case .deletion: try await accounts.delete(exchange)
    case .token: try await tokens.answer(exchange)
    case .health: await health()
    case .payload: try await payload(exchange)
    case .metrics:
      Answer(
        status: .ok, contentType: "text/plain; version=0.0.4", body: Array(metrics().utf8))
    }
  }

  private func health() async -> Answer {
    await isHealthy()
      ? .json(Array(#"{"status":"ok"}"#.utf8))
      : .json(Array(#"{"status":"failing"}"#.utf8), status: .serviceUnavailable)
  }

  /// Answers whoever knows the name: a stream's reader has no credentials.
  private func payload(_ exchange: Exchange) async throws(AccountRefusal) -> Answer {
    let name = exchange.head.rawPath.dropFirst(Place.payload.rawValue.count)
    guard let bytes = await payload(String(name)) else {
      throw AccountRefusal(
        status: .notFound, error: "not_found",
        description: "There is no such payload, or its 24 hours are over.")
    }
    return .json(bytes)
  }

  private static func refusal(_ error: AccountRefusal) -> Answer {
    var answer = Answer.json(
      JSONWriter.write(
        .object([
          JSONMember("error", .string(error.error)),
          JSONMember("error_description", .string(error.description)),
        ])), status: error.status)
    if let wait = error.retryAfter { answer.fields[.retryAfter] = HTTPFieldText.seconds(wait) }
    return answer
  }
}
