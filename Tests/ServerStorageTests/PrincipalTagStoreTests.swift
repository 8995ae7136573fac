import IdentityCore
import ServerStorage
import SyncCore
import Testing

/// What a pool's owner decided about tokens: session tags and roles, cognito-sync.md 3.8.
@Suite struct PrincipalTagStoreTests {
  private static let map = PrincipalTagMap(
    usesDefaults: false, tags: ["team": "custom:team", "k\u{0}\u{e9}": "e\u{301}"])

  @Test(arguments: StoreKind.allCases)
  func `a provider's map is kept, replaced and gone with its pool`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let pool = fixtures.pool
      #expect(try await store.principalTags(of: "fb", in: pool) == PrincipalTagMap())
      #expect(try await store.principalTags(of: pool).isEmpty)
      try await store.setPrincipalTags(Self.map, of: "fb", in: pool)
      try await store.setPrincipalTags(
        PrincipalTagMap(usesDefaults: true), of: "google", in: pool)
      #expect(try await store.principalTags(of: "fb", in: pool) == Self.map)
      try await store.setPrincipalTags(PrincipalTagMap(), of: "fb", in: pool)
      #expect(
        try await store.principalTags(of: pool)
          == ["fb": PrincipalTagMap(), "google": PrincipalTagMap(usesDefaults: true)])
      try await store.deletePool(pool)
      await #expect(throws: StoreError.identity(.poolNotFound(pool))) {
        try await store.principalTags(of: pool)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a map beyond the limits changes nothing`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      try await store.setPrincipalTags(Self.map, of: "fb", in: fixtures.pool)
      let long = PrincipalTagMap(tags: ["k": String(repeating: "c", count: 257)])
      await #expect(throws: StoreError.self) {
        try await store.setPrincipalTags(long, of: "fb", in: fixtures.pool)
      }
      #expect(try await store.principalTags(of: "fb", in: fixtures.pool) == Self.map)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `role mappings are kept with their rules in order, and replaced`(
    kind: StoreKind
  ) async throws {
    let rules = MappingRule.Match.allCases.enumerated().map { number, match in
      MappingRule(claim: "c\(9 - number)", match: match, value: "v\u{0}", role: "arn:\(number)")
    }
    let roles = PoolRoles(
      authenticated: "arn:a",
      mappings: [
        "fb": RoleMapping(source: .token, fallback: .deny),
        "pool:client": RoleMapping(source: .rules(rules), fallback: .authenticatedRole),
        "silent": RoleMapping(source: .token, fallback: nil),
      ])
    try await kind.run { store, fixtures in
      try await store.setRoles(roles, of: fixtures.pool)
      #expect(try await store.roles(of: fixtures.pool) == roles)
      let empty = PoolRoles(mappings: ["fb": RoleMapping(source: .rules([]), fallback: nil)])
      await #expect(throws: StoreError.self) {
        try await store.setRoles(empty, of: fixtures.pool)
      }
      #expect(try await store.roles(of: fixtures.pool) == roles)
      try await store.setRoles(PoolRoles(unauthenticated: "arn:u"), of: fixtures.pool)
      #expect(try await store.roles(of: fixtures.pool) == PoolRoles(unauthenticated: "arn:u"))
    }
  }
}
