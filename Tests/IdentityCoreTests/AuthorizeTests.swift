import IdentityCore
import SyncCore
import Testing

/// Decisions about credentials: access rules, linking a guest, merging, cognito-sync.md 3.5.
@Suite struct AuthorizeTests {
  typealias Make = IdentityFixtures

  private func authorize(
    _ identity: Identity, _ logins: String..., requested: IdentityID? = nil,
    owners: [Identity] = [], rules: IdentityRules? = nil
  ) throws -> IdentityChange {
    try (rules ?? Make.rules()).authorize(
      identity, requested: requested ?? identity.id, by: Make.logins(logins), owners: owners,
      at: Make.now)
  }

  @Test func `a guest is served as it is`() throws {
    let guest = try Make.identity(1)
    #expect(try authorize(guest).changed.isEmpty)
  }

  @Test func `a guest is refused once the pool has no guests`() throws {
    let guest = try Make.identity(1)
    #expect(throws: IdentityError.guestsNotAllowed) {
      try authorize(guest, rules: Make.rules(guests: false))
    }
  }

  @Test func `I-016 an authenticated identity needs a login`() throws {
    let owner = try Make.identity(1, "fb/a")
    #expect(throws: IdentityError.forbidden(owner.id)) { try authorize(owner) }
    #expect(
      IdentityError.forbidden(owner.id).message
        == "Access to Identity '\(owner.id)' is forbidden.")
  }

  @Test func `I-015 an unknown login is linked to the guest, whose id stays`() throws {
    let guest = try Make.identity(1)
    let change = try authorize(guest, "fb/a", rules: Make.rules(guests: false))
    #expect(change.identity.id == guest.id)
    #expect(change.identity.logins == Make.logins(["fb/a"]))
    #expect(change.merges.isEmpty)
  }

  @Test func `I-017 a guest with somebody's login is merged into them, though it is older`() throws
  {
    let guest = try Make.identity(1)
    let owner = try Make.identity(2, "fb/a")
    let change = try authorize(guest, "fb/a", owners: [owner])
    #expect(change.identity.id == owner.id)
    #expect(change.merges == [IdentityChange.Merge(source: guest.id, parent: owner.id)])
  }

  @Test func `a linked login opens the identity and brings further ones`() throws {
    let owner = try Make.identity(1, "fb/a")
    let change = try authorize(owner, "fb/a", "google/b", owners: [owner])
    #expect(change.identity.logins == Make.logins(["fb/a", "google/b"]))
  }

  @Test func `I-022 an unknown login does not open an authenticated identity`() throws {
    let owner = try Make.identity(1, "fb/a")
    #expect(throws: IdentityError.loginsDoNotMatch) { try authorize(owner, "google/b") }
    #expect(IdentityError.loginsDoNotMatch.message.hasPrefix("Logins don't match. "))
  }

  @Test func `I-022 somebody else's login does not open an authenticated identity`() throws {
    let victim = try Make.identity(1, "fb/a")
    let attacker = try Make.identity(2, "google/b")
    #expect(throws: IdentityError.loginsDoNotMatch) {
      try authorize(victim, "google/b", owners: [attacker])
    }
  }

  @Test func `logins of both sides merge the younger into the older`() throws {
    let older = try Make.identity(1, "fb/a")
    let younger = try Make.identity(2, "google/b")
    let change = try authorize(younger, "fb/a", "google/b", owners: [older, younger])
    #expect(change.identity.id == older.id)
    #expect(change.merges == [IdentityChange.Merge(source: younger.id, parent: older.id)])
  }

  @Test func `I-021 a second user of a public provider is a conflict`() throws {
    let owner = try Make.identity(1, "fb/a", "google/b")
    #expect(throws: IdentityError.secondUser(ofProvider: "fb")) {
      try authorize(owner, "google/b", "fb/c", owners: [owner])
    }
  }

  @Test func `I-019 a merged identity leads on with its parent's login alone`() throws {
    let parent = try Make.identity(1, "fb/a")
    let merged = try Make.id(2)
    #expect(throws: IdentityError.forbidden(merged)) { try authorize(parent, requested: merged) }
    let change = try authorize(parent, "fb/a", requested: merged, owners: [parent])
    #expect(change.identity == parent)
    #expect(throws: IdentityError.loginsDoNotMatch) {
      try authorize(parent, "google/b", requested: merged)
    }
  }
}
