import HTTPTypes
import IdentityCore
import IdentityTokens
import SyncCore

extension PolicyContext {
  /// Creates the context of a request that a session signed (cognito-sync.md 4.2, "Keys").
  init(_ grant: SessionGrant, _ exchange: Exchange, isSecure: Bool) {
    self.init(identity: grant.identity, pool: grant.pool, amr: grant.amr)
    for (name, value) in grant.tags { set("aws:PrincipalTag/\(name)", to: value) }
    describe(exchange, isSecure: isSecure)
  }

  /// Adds what every request tells.
  mutating func describe(_ exchange: Exchange, isSecure: Bool) {
    set("aws:CurrentTime", to: PolicyDate(milliseconds: exchange.now.milliseconds).description)
    set("aws:SecureTransport", to: isSecure ? "true" : "false")
    set("aws:SourceIp", to: exchange.address)
    set("aws:UserAgent", to: exchange.head.headerFields[.userAgent])
  }

  /// Creates the context in which an identity takes on a role.
  init(identity: String, pool: String, amr: [String]) {
    self.init()
    set("cognito-identity.amazonaws.com:aud", to: pool)
    set("cognito-identity.amazonaws.com:sub", to: identity)
    self["cognito-identity.amazonaws.com:amr"] = amr
  }
}
