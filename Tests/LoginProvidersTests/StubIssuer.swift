import HTTPTypes
import IdentityCore
import LoginProviders
import SyncCore
import Testing

/// An OpenID Connect issuer, a pool that trusts it, and the directory that validates its tokens.
struct StubIssuer {
  static let now: Int64 = 1_700_000_000
  static let key = "login.example.com"

  let stub = StubProvider()
  let directory: ProviderDirectory
  var pool: IdentityPool

  /// Creates an issuer with one key.
  init(
    _ keys: TestKey..., provider: String = key, applications: String = "app",
    settings: ProviderSettings = ProviderSettings(), cognito: CognitoTokenValidator? = nil
  ) throws {
    directory = ProviderDirectory(settings: settings, cognito: cognito, transport: stub.transport)
    pool = IdentityPool(
      id: try #require(IdentityPoolID("us-east-1:aa")),
      configuration: IdentityPoolConfiguration(
        name: "Test", allowsGuests: true, supportedLoginProviders: [provider: applications],
        developerProviderName: "login.mine"))
    publish("https://\(provider)", keys.map { $0.published() })
  }

  /// Sets what the issuer at `base` tells about itself.
  func publish(
    _ base: String, issuer: String? = nil, _ keys: [String], fields: HTTPFields = [:]
  ) {
    let issuer = issuer ?? base
    stub.answer(
      "\(base)/.well-known/openid-configuration",
      #"{"issuer":"\#(issuer)","jwks_uri":"\#(base)/keys","more":{"any":[1]}}"#, fields: fields)
    stub.answer(
      "\(base)/keys", #"{"keys":[\#(keys.joined(separator: ","))]}"#, fields: fields)
  }

  /// Validates one login, at a number of seconds after `now`.
  func validate(
    _ token: String, key: String = key, after seconds: Int64 = 0
  ) async throws(LoginError) -> ValidatedLogins {
    try await directory.validate(
      [key: token], for: pool, now: Timestamp(milliseconds: (Self.now + seconds) * 1_000))
  }

  /// Returns why a login is refused, or nothing if it is accepted.
  func refusal(
    _ token: String, key: String = key, after seconds: Int64 = 0
  ) async -> LoginError? {
    do throws(LoginError) {
      _ = try await validate(token, key: key, after: seconds)
      return nil
    } catch { return error }
  }
}
