import IdentityCore
import SyncCore
import Testing

/// Decisions about GetId, cognito-sync.md 3.5.
@Suite struct IdentifyTests {
  typealias Make = IdentityFixtures

  private func identify(
    _ logins: String..., owners: [Identity] = [], rules: IdentityRules? = nil
  ) throws -> IdentityChange {
    try (rules ?? Make.rules()).identify(
      by: Make.logins(logins), owners: owners, candidate: Make.id(77), at: Make.now)
  }

  @Test func `I-006 nobody becomes a new guest`() throws {
    let change = try identify()
    #expect(try change.identity.id == Make.id(77))
    #expect(!change.identity.isAuthenticated)
    #expect(change.changed == [change.identity])
  }

  @Test func `I-007 a pool without guests refuses nobody`() throws {
    #expect(throws: IdentityError.guestsNotAllowed) {
      try identify(rules: Make.rules(guests: false))
    }
    #expect(
      IdentityError.guestsNotAllowed.message
        == "Unauthenticated access is not supported for this identity pool.")
  }

  @Test func `I-009 unknown logins make one identity with all of them`() throws {
    let change = try identify("fb/a", "google/b", rules: Make.rules(guests: false))
    #expect(change.identity.logins == Make.logins(["fb/a", "google/b"]))
  }

  @Test func `I-008 a known login leads to its owner and changes nothing`() throws {
    let owner = try Make.identity(1, "fb/a")
    let change = try identify("fb/a", owners: [owner])
    #expect(change == IdentityChange(identity: owner, changed: [], merges: []))
  }

  @Test func `a further login is linked to the owner of the others`() throws {
    let owner = try Make.identity(1, "fb/a")
    let change = try identify("fb/a", "google/b", owners: [owner])
    #expect(change.identity.id == owner.id)
    #expect(change.identity.logins == Make.logins(["fb/a", "google/b"]))
    #expect(change.identity.lastModified == Make.now)
  }

  @Test func `logins of two identities merge the younger into the older`() throws {
    let older = try Make.identity(1, "fb/a")
    let younger = try Make.identity(2, "google/b", "apple/c")
    let change = try identify("fb/a", "google/b", owners: [younger, older])
    #expect(change.identity.id == older.id)
    #expect(change.identity.logins == Make.logins(["fb/a", "google/b", "apple/c"]))
    #expect(change.merges == [IdentityChange.Merge(source: younger.id, parent: older.id)])
    #expect(change.changed.map(\.id) == [younger.id, older.id])
    #expect(change.changed.first?.state == .disabled(mergedInto: older.id))
    #expect(change.changed.first?.logins == [])
  }

  @Test func `two users of a public provider do not become one`() throws {
    let one = try Make.identity(1, "fb/a", "google/x")
    let other = try Make.identity(2, "fb/b", "apple/y")
    #expect(throws: IdentityError.secondUser(ofProvider: "fb")) {
      try identify("google/x", "apple/y", owners: [one, other])
    }
  }

  @Test func `two users of the developer's own provider do`() throws {
    let one = try Make.identity(1, "dev/a", "google/x")
    let other = try Make.identity(2, "dev/b", "apple/y")
    let change = try identify(
      "google/x", "apple/y", owners: [one, other], rules: Make.rules(developerProvider: "dev"))
    #expect(change.identity.logins.count == 4)
  }

  @Test func `an identity has at most 20 logins`() throws {
    let many = (0..<20).map { "provider-\($0)/me" }
    let owner = Identity(
      id: try Make.id(1), pool: try Make.rules().pool.id, logins: Make.logins(many),
      created: Make.now, lastModified: Make.now)
    #expect(throws: IdentityError.tooManyLogins(most: 20)) {
      try identify("provider-0/me", "more/me", owners: [owner])
    }
  }

  @Test func `users whose ids only look alike are different users`() {
    let composed = Login(provider: "p", user: "\u{e9}")
    let decomposed = Login(provider: "p", user: "e\u{301}")
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
  }
}
