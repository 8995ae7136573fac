import CognitoWire
import IdentityCore

/// An OpenID Connect provider, and where it is asked.
struct Issuer: Hashable, Sendable {
  /// The login key: the issuer without its scheme.
  var provider: String
  /// Where its documents are.
  var address: ProviderAddress
}

/// Reads what an issuer tells about itself (OpenID Connect Discovery 1.0, section 4).
struct IssuerDocuments: Sendable {
  /// The keys, and for how many seconds they may be kept.
  struct Loaded: Sendable {
    var keys: KeySet
    var lifetime: Int64
  }

  let issuer: Issuer
  let transport: ProviderTransport

  /// Returns the issuer's keys.
  ///
  /// - Parameter now: Milliseconds since the epoch.
  func load(at now: Int64) async -> Result<Loaded, LoginError> {
    do throws(LoginError) {
      return .success(try await keys(seconds: now / 1_000))
    } catch { return .failure(error) }
  }

  private func keys(seconds now: Int64) async throws(LoginError) -> Loaded {
    let call = ProviderCall(provider: issuer.provider, transport: transport)
    let discovery = try await call.document(
      issuer.address.get("/.well-known/openid-configuration"))
    let check = TokenCheck(
      provider: issuer.provider, allowsPlaintext: !issuer.address.isSecure, clientIDs: [])
    let members = [String: ClaimValue](discovery.json)
    guard (try? check.checkIssuer(members.word("issuer"))) != nil,
      let url = members.word("jwks_uri"),
      let address = ProviderAddress(document: url), address.isSecure || !issuer.address.isSecure
    else { throw .invalidAnswer(issuer.provider) }
    let answer = try await call.document(address.get(""))
    guard let keys = await KeySet(answer.json) else { throw .invalidAnswer(issuer.provider) }
    return Loaded(
      keys: keys,
      lifetime: min(
        Freshness.lifetime(discovery.fields, now: now), Freshness.lifetime(answer.fields, now: now))
    )
  }
}
