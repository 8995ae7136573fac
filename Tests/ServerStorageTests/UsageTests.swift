import IdentityCore
import ServerStorage
import SyncCore
import Testing

/// What is stored in all, cognito-sync.md 2.6.5.
@Suite struct UsageTests {
  @Test(arguments: StoreKind.allCases)
  func `S-073 an identity's sums are those of its datasets`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let user = try await fixtures.identity(1, user: "ann", in: store)
      _ = try await store.commit(fixtures.put(["ä": "1", "b": "22"], to: fixtures.dataset(user)))
      _ = try await store.commit(fixtures.put(["a": "é"], to: fixtures.dataset(user, "other")))
      let gone = try fixtures.dataset(user, "gone")
      _ = try await store.commit(fixtures.put(["a": "1234"], to: gone))
      _ = try await store.delete(gone, at: fixtures.now)
      let guest = try await fixtures.identity(2, in: store)
      _ = try await store.commit(fixtures.put(["a": "1"], to: fixtures.dataset(guest)))
      _ = try await store.authorize(
        AuthorizeRequest(identity: guest, logins: [.example("ann")], now: fixtures.now))
      let usage = try await store.usage(of: user, in: fixtures.pool)
      let datasets = try await store.datasets(
        of: user, in: fixtures.pool, after: nil, limit: nil
      ).datasets
      #expect(usage.datasetCount == 3)
      #expect(usage.storageBytes == 3 + 3 + 3 + 2)
      #expect(usage.datasetCount == datasets.count)
      #expect(usage.storageBytes == datasets.map(\.storageBytes).reduce(0, +))
      #expect(usage.lastModified == fixtures.now)
      let pool = try await store.usage(of: fixtures.pool, at: fixtures.now)
      #expect(pool.storageBytes == usage.storageBytes)
      #expect(pool.lastModified == fixtures.now)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an identity without datasets was modified when it was made`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let user = try await fixtures.identity(9, in: store)
      let usage = try await store.usage(of: user, in: fixtures.pool)
      #expect(usage.lastModified == Timestamp(milliseconds: 9))
      #expect(usage.datasetCount == 0)
      let unknown = try StoreFixtures.id(77)
      await #expect(throws: StoreError.identity(.identityNotFound(unknown))) {
        try await store.usage(of: unknown, in: fixtures.pool)
      }
      #expect(try await store.usage(of: fixtures.pool, at: fixtures.now).lastModified == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `S-074 the pools' sums come in pages, each pool once`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      for number in 0..<6 {
        let id = try #require(IdentityPoolID("us-east-1:b\(number)"))
        try await store.create(
          IdentityPool(
            id: id, configuration: IdentityPoolConfiguration(name: "P", allowsGuests: true)))
      }
      var pages: [[IdentityPoolID]] = []
      var last: IdentityPoolID?
      repeat {
        let page = try await store.usages(after: last, limit: 3, at: fixtures.now)
        pages.append(page.usages.map(\.pool))
        last = page.next
      } while last != nil
      #expect(pages.map(\.count) == [3, 3, 1])
      #expect(Set(pages.joined()).count == 7)
      #expect(try await store.pools(after: nil, limit: 7).pools.map(\.id) == pages.flatMap(\.self))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `sessions are counted by the month`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let february = Timestamp(milliseconds: 1_709_251_199_999)
      let march = Timestamp(milliseconds: 1_709_251_200_000)
      let unknown = try #require(IdentityPoolID("us-east-1:ff"))
      try await store.countSessions([fixtures.pool: 2, unknown: 9], at: february)
      try await store.countSessions([fixtures.pool: 3], at: february)
      try await store.countSessions([fixtures.pool: 1], at: march)
      #expect(try await store.usage(of: fixtures.pool, at: february).sessionCount == 5)
      #expect(try await store.usage(of: fixtures.pool, at: march).sessionCount == 1)
    }
  }

  @Test func `a pool of more identities than a piece is summed up whole`() async throws {
    try await StoreKind.sqlite.run { store, fixtures in
      for number in 1...2_050 { try await fixtures.identity(number, in: store) }
      for number in [1, 1_000, 1_001, 2_050] {
        let dataset = try fixtures.dataset(try StoreFixtures.id(number))
        _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
      }
      #expect(try await store.usage(of: fixtures.pool, at: fixtures.now).storageBytes == 8)
    }
  }
}
