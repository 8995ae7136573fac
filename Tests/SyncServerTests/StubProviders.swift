import CognitoWire
import IdentityTokens
import SyncServer
import Synchronization

/// Login with Amazon, Facebook and an OpenID Connect provider, reached without a network.
///
/// An access token is the id of its user; one that begins with `bad` is refused.
final class StubProviders: Sendable {
  static let amazon = "www.amazon.com"
  static let facebook = "graph.facebook.com"
  static let openID = "login.example.com"
  static let amazonApp = "amzn1.application-oa2-client.1"
  static let facebookApp = "4242"
  static let client = "app-1"

  /// Signs the ID tokens of `login.example.com`.
  let issuer: TokenAuthority
  private let claims = Mutex<[String: [JSONMember]]>([:])
  private let isDown = Mutex(false)

  init() async throws {
    issuer = try await TokenAuthority(
      issuer: "https://\(Self.openID)",
      ring: SigningKeyRing(created: 0, entropy: TestEntropy(seed: 3).entropy))
  }

  /// Lets Amazon tell more about a user.
  func setClaims(_ members: [JSONMember], of user: String) {
    claims.withLock { $0[user] = members }
  }

  /// Lets nobody answer, or everybody.
  func setDown(_ value: Bool) { isDown.withLock { $0 = value } }

  /// Returns an ID token; the times are in seconds.
  func token(
    _ user: String, client: String = client, age: Int64 = 0,
    now: Int64 = 1_800_000_000
  ) async throws -> String {
    try await issuer.issue(
      subject: user, audience: client, preferredUsername: user, authenticated: now - age,
      now: now - age)
  }

  /// What a service has to know about these providers.
  var configuration: ProviderConfiguration {
    ProviderConfiguration(clientIDs: [Self.openID: [Self.client]]) {
      question throws(Webhook.Failure) in
      guard !self.isDown.withLock({ $0 }) else { throw .unreachable("down") }
      return await self.answer(question.url)
    }
  }

  private func answer(_ url: String) async -> ProviderReply {
    let token = url.split(separator: "access_token=").last.map(String.init) ?? ""
    guard !token.hasPrefix("bad") else {
      return ProviderReply(status: 400, body: Array(#"{"error":"invalid_token"}"#.utf8))
    }
    switch url.split(separator: "?")[0] {
    case "https://api.amazon.com/auth/o2/tokeninfo":
      var members = [
        JSONMember("app_id", .string(Self.amazonApp)), JSONMember("exp", .integer(3_000)),
        JSONMember("user_id", .string(token)),
      ]
      members += claims.withLock { $0[token] ?? [] }
      return ProviderReply(status: 200, body: JSONWriter.write(.object(members)))
    case "https://graph.facebook.com/app": return Self.json(#"{"id":"\#(Self.facebookApp)"}"#)
    case "https://graph.facebook.com/me": return Self.json(#"{"id":"\#(token)","name":"N"}"#)
    case "https://login.example.com/.well-known/openid-configuration":
      return ProviderReply(
        status: 200,
        body: (try? DiscoveryDocument(issuer: "https://\(Self.openID)").json) ?? [])
    case "https://login.example.com/.well-known/jwks.json":
      return ProviderReply(status: 200, body: await issuer.keySet)
    default: return ProviderReply(status: 404)
    }
  }

  private static func json(_ text: String) -> ProviderReply {
    ProviderReply(status: 200, body: Array(text.utf8))
  }
}
