import CognitoWire
import IdentityCore
import IdentityTokens
import LoginProviders
import Logging
import ServerStorage
import SyncCore

/// Exchanges the identity service's tokens for credentials (cognito-sync.md 3.9): whoever shows a
/// token of an identity takes on any role that trusts it.
struct WebIdentitySessions: Sendable {
  /// UTF-8 bytes that the policy and the tags of a session may have together.
  private static let maximumPackedBytes = 8_192
  private static let provider = "cognito-identity.amazonaws.com"

  let store: any ServerStore
  let tokens: CognitoTokenValidator
  let roles: RoleDirectory
  let sealer: SessionTokenSealer
  let surroundings: Surroundings
  /// Whether clients reach the service by TLS.
  let isSecure: Bool
  let logger: Logger

  /// Begins a session.
  func assume(
    _ input: AssumeRoleWithWebIdentity.Input, _ exchange: Exchange
  ) async throws(STSError) -> AssumeRoleWithWebIdentity.Output {
    guard input.providerID == nil else {
      throw STSError(.invalidIdentityToken, "Access tokens of other providers are not accepted.")
    }
    try checkPolicies(input)
    let token = try await token(input.token, now: exchange.now)
    try await checkIdentity(token, now: exchange.now)
    var context = PolicyContext(
      identity: token.identity.rawValue, pool: token.pool.rawValue, amr: token.amr)
    context.describe(exchange, isSecure: isSecure)
    let mayAssume = try await stored { () throws(StoreError) in
      try await roles.canAssume(input.roleARN, in: context, tags: token.tags)
    }
    guard mayAssume, let role = RoleName.name(inARN: input.roleARN, account: roles.account) else {
      throw .notAuthorized
    }
    return try output(input, token, role: role, now: exchange.now)
  }

  private func output(
    _ input: AssumeRoleWithWebIdentity.Input, _ token: CognitoToken, role: String, now: Timestamp
  ) throws(STSError) -> AssumeRoleWithWebIdentity.Output {
    let seconds = input.duration ?? AssumeRoleWithWebIdentity.defaultDuration
    let grant = SessionGrant(
      identity: token.identity.rawValue, pool: token.pool.rawValue, amr: token.amr,
      role: input.roleARN, sessionName: input.sessionName, tags: token.tags,
      policy: input.policy.map { .document($0) }, lifetime: Int64(seconds) * 1_000,
      now: now.milliseconds, entropy: surroundings.entropy)
    let packed =
      (input.policy ?? "").utf8.count
      + token.tags.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    guard packed <= Self.maximumPackedBytes else {
      throw STSError(
        .packedPolicyTooLarge, "The session policy and the session tags are too large together.")
    }
    guard let sessionToken = try? sealer.seal(grant) else {
      throw STSError(.internalFailure, StoreError.internalMessage)
    }
    return AssumeRoleWithWebIdentity.Output(
      subject: token.identity.rawValue, audience: token.pool.rawValue,
      assumedRoleARN: "arn:aws:sts::\(roles.account):assumed-role/\(role)/\(input.sessionName)",
      assumedRoleID: "\(RoleID.id(ofARN: input.roleARN)):\(input.sessionName)",
      accessKeyID: grant.accessKeyID, secretAccessKey: grant.secretAccessKey,
      sessionToken: sessionToken, expiration: Timestamp(milliseconds: grant.expires),
      provider: Self.provider)
  }

  private func checkPolicies(_ input: AssumeRoleWithWebIdentity.Input) throws(STSError) {
    // Leaving one out would allow more than was asked for.
    guard input.policyARNs.isEmpty else {
      throw STSError(
        .malformedPolicyDocument,
        "There are no managed policies here; give the policy itself in Policy.")
    }
    guard let policy = input.policy else { return }
    do throws(PolicySyntaxError) {
      _ = try PolicyDocument(json: policy, .permissions)
    } catch { throw STSError(.malformedPolicyDocument, "Policy is no policy: \(error)") }
  }

  private func token(_ text: String, now: Timestamp) async throws(STSError) -> CognitoToken {
    do throws(LoginError) {
      return try await tokens.validate(text, now: now)
    } catch {
      if case .expired(let end, let now) = error {
        throw STSError(
          .expiredToken,
          "Token expired: current date/time \(now) must be before the expiration date/time \(end)")
      }
      throw STSError(.invalidIdentityToken, error.message)
    }
  }

  /// Refuses a token whose identity has changed since: merged, closed, deleted, a guest who is
  /// none any more, or one whose pool has no basic flow.
  private func checkIdentity(_ token: CognitoToken, now: Timestamp) async throws(STSError) {
    let request = AuthorizeRequest(
      identity: token.identity, logins: [], proof: token.proof, now: now)
    let pool: IdentityPool
    let mapsRoles: Bool
    do throws(StoreError) {
      guard try await store.authorize(request).pool == token.pool else {
        throw StoreError.identity(.forbidden(token.identity))
      }
      pool = try await store.pool(token.pool)
      mapsRoles = try await !roles.roles(of: token.pool).mappings.isEmpty
    } catch {
      guard case .identity(let error) = error else { throw failure(error) }
      throw STSError(.rejectedClaim, error.message)
    }
    do throws(IdentityError) {
      try IdentityRules(pool: pool).checkClassicFlow(mapsRoles: mapsRoles)
    } catch { throw STSError(.accessDenied, error.message) }
  }

  private func stored<Value>(
    _ transaction: () async throws(StoreError) -> Value
  ) async throws(STSError) -> Value {
    do throws(StoreError) {
      return try await transaction()
    } catch { throw failure(error) }
  }

  private func failure(_ error: StoreError) -> STSError {
    error.log(to: logger)
    return STSError(.internalFailure, StoreError.internalMessage)
  }
}
