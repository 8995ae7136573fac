import IdentityCore
import SyncCore
import Testing

/// LookupDeveloperIdentity, cognito-sync.md 3.3.
@Suite struct DeveloperLookupTests {
  typealias Make = IdentityFixtures

  private func lookUp(
    identity: Identity? = nil, user: String? = nil, owner: Identity? = nil, after: String? = nil,
    limit: Int = 10
  ) throws -> DeveloperUsersPage {
    try Make.rules(developerProvider: "dev").lookUp(
      identity: identity, user: user, owner: owner, after: after, limit: limit)
  }

  @Test func `a user leads to the identity`() throws {
    let owner = try Make.identity(1, "dev/a", "dev/b", "fb/x")
    #expect(
      try lookUp(user: "a", owner: owner)
        == DeveloperUsersPage(identity: owner.id, users: ["a"], nextToken: nil))
  }

  @Test func `an identity leads to the backend's users alone`() throws {
    let owner = try Make.identity(1, "dev/b", "dev/a", "fb/x")
    #expect(
      try lookUp(identity: owner)
        == DeveloperUsersPage(identity: owner.id, users: ["a", "b"], nextToken: nil))
  }

  @Test func `I-030 a pair that does not belong together is a conflict`() throws {
    let owner = try Make.identity(1, "dev/a")
    let other = try Make.identity(2, "dev/b")
    #expect(try lookUp(identity: owner, user: "a", owner: owner).users == ["a"])
    #expect(throws: IdentityError.developerUserMismatch) {
      try lookUp(identity: owner, user: "b", owner: other)
    }
    #expect(throws: IdentityError.developerUserMismatch) {
      try lookUp(identity: owner, user: "nobody")
    }
    #expect(IdentityError.developerUserMismatch.kind == .conflict)
  }

  @Test func `an unknown user is not found, and nothing at all is no question`() throws {
    #expect(throws: IdentityError.developerUserNotFound) { try lookUp(user: "nobody") }
    #expect(throws: IdentityError.nothingToLookUp) { try lookUp() }
  }

  @Test(arguments: 1...9) func `pages show every user once`(limit: Int) throws {
    let names = ["é", "e\u{301}", "a b", "A", "z", "zz", "💡", "0"]
    var owner = try Make.identity(1)
    owner.logins = Set(names.map { Login(provider: "dev", user: $0) })
    var shown: [String] = []
    var token: String?
    repeat {
      let page = try lookUp(identity: owner, after: token, limit: limit)
      #expect((1...limit).contains(page.users.count))
      shown += page.users
      token = page.nextToken
      #expect(token?.contains(" ") != true)
    } while token != nil
    #expect(shown.count == names.count)
    #expect(Set(shown.map { Array($0.utf8) }) == Set(names.map { Array($0.utf8) }))
  }

  @Test(arguments: ["", "f", "xy", "é"]) func `a made-up page token is refused`(token: String)
    throws
  {
    let owner = try Make.identity(1, "dev/a")
    #expect(throws: IdentityError.pageToken) { try lookUp(identity: owner, after: token) }
  }
}
