import IdentityCore
import SyncCore
import Testing

/// Users whom a backend vouches for, cognito-sync.md 3.6.
@Suite struct DeveloperIdentityTests {
  typealias Make = IdentityFixtures

  private func identify(
    _ user: String, _ logins: String..., identity: Identity? = nil, requested: IdentityID? = nil,
    owners: [Identity] = []
  ) throws -> IdentityChange {
    try Make.rules(guests: false, developerProvider: "dev").identify(
      developer: Make.login(user), with: Make.logins(logins), identity: identity,
      requested: requested ?? identity?.id, owners: owners, candidate: Make.id(77), at: Make.now)
  }

  @Test func `I-026 an unknown user without an identity gets a new one`() throws {
    let change = try identify("dev/me")
    #expect(try change.identity.id == Make.id(77))
    #expect(change.identity.logins == Make.logins(["dev/me"]))
  }

  @Test func `I-026 a known user without an identity gets the linked one`() throws {
    let owner = try Make.identity(1, "dev/me")
    #expect(try identify("dev/me", owners: [owner]) == Make.unchanged(owner))
  }

  @Test(arguments: [[], ["fb/a"], ["dev/other"]])
  func `I-026 an unknown user is linked to the identity named`(logins: [String]) throws {
    var identity = try Make.identity(1)
    identity.logins = Make.logins(logins)
    let change = try identify("dev/me", identity: identity)
    #expect(change.identity.id == identity.id)
    #expect(change.identity.logins == Make.logins(logins + ["dev/me"]))
  }

  @Test func `I-026 a known user with the own identity gets it`() throws {
    let owner = try Make.identity(1, "dev/me")
    #expect(try identify("dev/me", identity: owner, owners: [owner]) == Make.unchanged(owner))
  }

  @Test func `I-026 a known user is not linked to another identity`() throws {
    let owner = try Make.identity(1, "dev/me")
    let guest = try Make.identity(2)
    #expect(throws: IdentityError.developerUserRegistered) {
      try identify("dev/me", identity: guest, owners: [owner])
    }
    #expect(IdentityError.developerUserRegistered.kind == .developerUserRegistered)
  }

  @Test func `further logins are linked, or merge the identity that has them`() throws {
    let guest = try Make.identity(1)
    #expect(
      try identify("dev/me", "fb/a", identity: guest).identity.logins
        == Make.logins(["dev/me", "fb/a"]))
    let owner = try Make.identity(2, "fb/a")
    let change = try identify("dev/me", "fb/a", identity: guest, owners: [owner])
    #expect(change.identity.id == owner.id)
    #expect(change.merges == [IdentityChange.Merge(source: guest.id, parent: owner.id)])
  }

  @Test func `a merged identity is answered for with its parent's user alone`() throws {
    let parent = try Make.identity(1, "dev/me")
    let merged = try Make.id(2)
    let same = try identify("dev/me", identity: parent, requested: merged, owners: [parent])
    #expect(same == Make.unchanged(parent))
    #expect(throws: IdentityError.forbidden(merged)) {
      try identify("dev/new", identity: parent, requested: merged)
    }
  }

  @Test func `a closed identity stays closed to the backend, too`() throws {
    let closed = try Make.closed(1)
    #expect(throws: IdentityError.forbidden(closed.id)) {
      try identify("dev/me", identity: closed)
    }
  }

  @Test func `a user of another provider is no developer's user`() throws {
    #expect(throws: IdentityError.developerProvider) { try identify("fb/a") }
  }

  @Test func `an identity of another pool is not found`() throws {
    let foreign = Identity(
      id: try Make.id(5), pool: try #require(IdentityPoolID("us-east-1:bb")), created: Make.now,
      lastModified: Make.now)
    #expect(throws: IdentityError.identityNotFound(foreign.id)) {
      try identify("dev/me", identity: foreign)
    }
  }

  private func merge(_ source: Identity?, into destination: Identity?) throws -> IdentityChange {
    try Make.rules(developerProvider: "dev").merge(
      developer: source, into: destination, provider: "dev", at: Make.now)
  }

  @Test func `I-029 the destination takes over, though it is younger`() throws {
    let source = try Make.identity(1, "dev/a", "fb/x")
    let destination = try Make.identity(2, "dev/b")
    let change = try merge(source, into: destination)
    #expect(change.identity.id == destination.id)
    #expect(change.identity.logins == Make.logins(["dev/a", "dev/b", "fb/x"]))
    #expect(change.changed.first?.state == .disabled(mergedInto: destination.id))
    #expect(change.changed.first?.logins == [])
    #expect(change.merges == [IdentityChange.Merge(source: source.id, parent: destination.id)])
    #expect(try merge(change.identity, into: change.identity) == Make.unchanged(change.identity))
  }

  @Test func `I-029 two users of a public provider are not merged`() throws {
    let source = try Make.identity(1, "dev/a", "fb/x")
    let destination = try Make.identity(2, "dev/b", "fb/y")
    let error = IdentityError.secondUser(ofProvider: "fb")
    #expect(throws: error) { try merge(source, into: destination) }
    #expect(error.kind == .conflict)
  }

  @Test func `more than 20 logins are not merged`() throws {
    var source = try Make.identity(1)
    source.logins = Make.logins((0..<11).map { "dev/a\($0)" })
    var destination = try Make.identity(2)
    destination.logins = Make.logins((0..<10).map { "dev/b\($0)" })
    let error = IdentityError.tooManyLogins(most: 20)
    #expect(throws: error) { try merge(source, into: destination) }
    #expect(error.kind == .limitExceeded)
  }

  @Test func `unknown users are not merged`() throws {
    let owner = try Make.identity(1, "dev/a")
    #expect(throws: IdentityError.developerUserNotFound) { try merge(nil, into: owner) }
    #expect(throws: IdentityError.developerUserNotFound) { try merge(owner, into: nil) }
  }
}
