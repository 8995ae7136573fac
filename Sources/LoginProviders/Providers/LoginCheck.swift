package import IdentityCore
package import SyncCore

/// Finds out what a token of one provider says, or throws why it is no good.
package typealias LoginCheck =
  @Sendable (_ token: String, _ pool: IdentityPool, _ now: Timestamp) async throws(LoginError)
  -> LoginClaims

/// Tells whether a user of a user pool is still signed in and enabled.
package typealias UserPoolCheck =
  @Sendable (_ client: UserPoolClient, _ user: LoginClaims) async throws(LoginError) -> Bool
