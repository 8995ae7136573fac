import IdentityCore
import ServerStorage
import SyncCore
import Testing
import TestKit

@Suite struct RoleStoreTests {
  private let account = "123456789012"

  @Test(arguments: StoreKind.allCases) func `a role is kept and replaced`(kind: StoreKind)
    async throws
  {
    try await kind.run { store, _ in
      var role = Role(name: "b", trustPolicy: "{}", permissionPolicy: "[\u{0}]")
      #expect(try await store.role(named: "b") == nil)
      try await store.save(role)
      try await store.save(Role(name: "a", trustPolicy: "1", permissionPolicy: "2"))
      #expect(try await store.role(named: "b") == role)
      role.permissionPolicy = "new"
      try await store.save(role)
      #expect(try await store.roles().map(\.name) == ["a", "b"])
      #expect(try await store.role(named: "b") == role)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a pool made before there were roles gets the default ones, once`(kind: StoreKind)
    async throws
  {
    try await kind.run { store, fixtures in
      #expect(try await store.roles(of: fixtures.pool) == PoolRoles())
      try await store.makeDefaultRoles(account: account)
      let defaults = DefaultRoles(
        for: try await store.pool(fixtures.pool), account: account)
      #expect(try await store.roles(of: fixtures.pool) == defaults.poolRoles)
      #expect(Set(try await store.roles()) == Set(defaults.roles))
      var edited = defaults.unauthenticated
      edited.permissionPolicy = "edited"
      try await store.save(edited)
      try await store.makeDefaultRoles(account: account)
      #expect(try await store.role(named: edited.name) == edited)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a pool whose owner wants no roles keeps none`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      try await store.setRoles(PoolRoles(), of: fixtures.pool)
      try await store.makeDefaultRoles(account: account)
      #expect(try await store.roles(of: fixtures.pool) == PoolRoles())
      #expect(try await store.roles().isEmpty)
      let roles = PoolRoles(authenticated: "arn:a", unauthenticated: nil)
      try await store.setRoles(roles, of: fixtures.pool)
      #expect(try await store.roles(of: fixtures.pool) == roles)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an unknown pool has no roles to ask for`(kind: StoreKind) async throws {
    try await kind.run { store, _ in
      let unknown = try #require(IdentityPoolID("us-east-1:ff"))
      await #expect(throws: StoreError.identity(.poolNotFound(unknown))) {
        try await store.roles(of: unknown)
      }
      await #expect(throws: StoreError.identity(.poolNotFound(unknown))) {
        try await store.setRoles(PoolRoles(), of: unknown)
      }
    }
  }
}
