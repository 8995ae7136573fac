/// How fast callers may act; nothing means without limit.
package struct RateLimits: Hashable, Sendable {
  /// Requests of one identity.
  package var identity: Rate?
  /// Requests from one address.
  package var address: Rate?
  /// Tries of a password on one account.
  package var account: Rate?
  /// Tries of passwords, and new accounts, from one address.
  package var accountAddress: Rate?

  /// New identities of everybody together: GetId.
  package var newIdentities: Rate?
  /// Tokens and credentials of everybody together, each kind on its own.
  package var identityTokens: Rate?

  /// Creates limits from their parts.
  package init(
    identity: Rate?, address: Rate?, account: Rate?, accountAddress: Rate?,
    newIdentities: Rate? = nil, identityTokens: Rate? = nil
  ) {
    self.identity = identity
    self.address = address
    self.account = account
    self.accountAddress = accountAddress
    self.newIdentities = newIdentities
    self.identityTokens = identityTokens
  }

  /// The documented limits.
  package static let standard = RateLimits(
    identity: Rate(perSecond: 500, burst: 1_000), address: Rate(perSecond: 500, burst: 1_000),
    account: Rate(perSecond: 1.0 / 30, burst: 10),
    accountAddress: Rate(perSecond: 0.5, burst: 60),
    newIdentities: Rate(perSecond: 25, burst: 50), identityTokens: Rate(perSecond: 200, burst: 400))

  /// None, for benchmarks.
  package static let none = RateLimits(
    identity: nil, address: nil, account: nil, accountAddress: nil)
}
