import IdentityCore
import SyncCore
import Testing

/// Short ways to write down identities in tests.
enum IdentityFixtures {
  static func id(_ number: Int) throws -> IdentityID {
    try #require(IdentityID("us-east-1:\(String(number, radix: 16))"))
  }

  static func rules(
    guests: Bool = true, developerProvider: String? = nil
  ) throws -> IdentityRules {
    IdentityRules(
      pool: IdentityPool(
        id: try #require(IdentityPoolID("us-east-1:aa")),
        configuration: IdentityPoolConfiguration(
          name: "Test", allowsGuests: guests, developerProviderName: developerProvider)))
  }

  static func login(_ text: String) -> Login {
    let parts = text.split(separator: "/").map(String.init)
    return Login(provider: parts[0], user: parts[1])
  }

  static func logins(_ texts: [String]) -> Set<Login> { Set(texts.map(login)) }

  static func identity(_ number: Int, _ logins: String...) throws -> Identity {
    Identity(
      id: try id(number), pool: try rules().pool.id, logins: Self.logins(logins),
      created: Timestamp(milliseconds: Int64(number)),
      lastModified: Timestamp(milliseconds: Int64(number)))
  }

  /// An identity whose last login was unlinked.
  static func closed(_ number: Int) throws -> Identity {
    var identity = try identity(number)
    identity.state = .closed
    return identity
  }

  /// A change that leaves everything as it is.
  static func unchanged(_ identity: Identity) -> IdentityChange {
    IdentityChange(identity: identity, changed: [], merges: [])
  }

  static let now = Timestamp(milliseconds: 99_000)
}
