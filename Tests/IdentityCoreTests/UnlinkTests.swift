import IdentityCore
import SyncCore
import Testing

/// Decisions about UnlinkIdentity and UnlinkDeveloperIdentity, cognito-sync.md 3.5.
@Suite struct UnlinkTests {
  typealias Make = IdentityFixtures

  private func unlink(
    _ providers: Set<String>, from identity: Identity, by logins: String...,
    proof: IdentityProof? = nil
  ) throws -> IdentityChange {
    try Make.rules(developerProvider: "dev").unlink(
      providers, from: identity, by: Make.logins(logins), proof: proof, at: Make.now)
  }

  @Test func `I-023 a login leaves, and is unknown from then on`() throws {
    let owner = try Make.identity(1, "fb/a", "google/b")
    let change = try unlink(["google"], from: owner, by: "fb/a")
    #expect(change.identity.logins == Make.logins(["fb/a"]))
    #expect(change.identity.state == .enabled)
    #expect(change.identity.lastModified == Make.now)
    #expect(change.changed == [change.identity])
    let again = try Make.rules().identify(
      by: Make.logins(["google/b"]), owners: [], candidate: Make.id(9), at: Make.now)
    #expect(try again.identity.id == Make.id(9))
  }

  @Test func `I-023 the last login closes the identity for good`() throws {
    let change = try unlink(["fb"], from: Make.identity(1, "fb/a"), by: "fb/a")
    let closed = change.identity
    #expect(closed.state == .closed)
    let rules = try Make.rules()
    #expect(throws: IdentityError.forbidden(closed.id)) {
      try rules.authorize(closed, requested: closed.id, by: [], owners: [], at: Make.now)
    }
    #expect(throws: IdentityError.forbidden(closed.id)) {
      try rules.authorize(
        closed, requested: closed.id, by: Make.logins(["fb/a"]), owners: [], at: Make.now)
    }
    #expect(throws: IdentityError.forbidden(closed.id)) {
      try rules.authorize(
        closed, requested: closed.id, by: [],
        proof: IdentityProof(identity: closed.id, isAuthenticated: true), owners: [], at: Make.now)
    }
    #expect(throws: IdentityError.forbidden(closed.id)) { try unlink([], from: closed, by: "fb/a") }
  }

  @Test func `somebody else's login unlinks nothing`() throws {
    let owner = try Make.identity(1, "fb/a")
    #expect(throws: IdentityError.loginsDoNotMatch) {
      try unlink(["fb"], from: owner, by: "google/b")
    }
  }

  @Test func `a guest has nothing to unlink with`() throws {
    let guest = try Make.identity(1)
    #expect(throws: IdentityError.loginsDoNotMatch) { try unlink(["fb"], from: guest, by: "fb/a") }
  }

  @Test func `a provider that is not linked is passed over`() throws {
    let owner = try Make.identity(1, "fb/a")
    #expect(try unlink(["google"], from: owner, by: "fb/a") == Make.unchanged(owner))
  }

  @Test func `the token of a member's identity unlinks too, a guest's or another's does not`()
    throws
  {
    let owner = try Make.identity(1, "dev/me", "fb/a")
    let proof = IdentityProof(identity: owner.id, isAuthenticated: true)
    #expect(
      try unlink(["fb"], from: owner, proof: proof).identity.logins == Make.logins(["dev/me"]))
    #expect(throws: IdentityError.loginsDoNotMatch) {
      try unlink(
        ["fb"], from: owner, proof: IdentityProof(identity: owner.id, isAuthenticated: false))
    }
    #expect(throws: IdentityError.forbidden(owner.id)) {
      try unlink(
        ["fb"], from: owner, by: "fb/a",
        proof: IdentityProof(identity: Make.id(2), isAuthenticated: true))
    }
  }

  @Test func `a device does not unlink the backend's users`() throws {
    let owner = try Make.identity(1, "dev/me", "fb/a")
    #expect(throws: IdentityError.providerNotSupported) {
      try unlink(["dev"], from: owner, by: "fb/a")
    }
  }

  @Test func `the backend takes away one of its users`() throws {
    let owner = try Make.identity(1, "dev/me", "dev/me-too")
    let change = try Make.rules(developerProvider: "dev").unlink(
      developer: Make.login("dev/me"), from: owner, owner: owner, at: Make.now)
    #expect(change.identity.logins == Make.logins(["dev/me-too"]))
    #expect(change.identity.state == .enabled)
  }

  @Test func `the backend cannot take away users that are not there`() throws {
    let rules = try Make.rules(developerProvider: "dev")
    let identity = try Make.identity(1, "dev/me")
    let other = try Make.identity(2, "dev/you")
    #expect(throws: IdentityError.developerUserNotFound) {
      try rules.unlink(
        developer: Make.login("dev/x"), from: identity, owner: nil, at: Make.now)
    }
    #expect(throws: IdentityError.developerUserMismatch) {
      try rules.unlink(
        developer: Make.login("dev/you"), from: identity, owner: other, at: Make.now)
    }
    #expect(throws: IdentityError.developerProvider) {
      try rules.unlink(
        developer: Make.login("fb/a"), from: identity, owner: identity, at: Make.now)
    }
  }
}
