import IdentityCore
import ServerStorage
import SyncCore
import Testing

/// What goes with pools and identities, cognito-sync.md 3.3.
@Suite struct DeletionTests {
  @Test(arguments: StoreKind.allCases)
  func `an identity goes with its data, and its id is nobody else's`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let user = try await fixtures.identity(1, user: "ann", in: store)
      let dataset = try fixtures.dataset(user)
      _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
      let unknown = try StoreFixtures.id(77)
      #expect(try await store.deleteIdentities([user, unknown]) == [unknown])
      await #expect(throws: StoreError.identity(.identityNotFound(user))) {
        try await store.identity(user)
      }
      await #expect(throws: StoreError.identity(.identityNotFound(user))) {
        try await store.commit(fixtures.put(["a": "1"], to: dataset))
      }
      #expect(try await store.usage(of: fixtures.pool, at: fixtures.now).storageBytes == 0)
      await #expect(throws: StoreError.identity(.identityIdentifierTaken(user))) {
        try await fixtures.identity(1, user: "bob", in: store)
      }
      #expect(try await fixtures.identity(2, user: "ann", in: store) == StoreFixtures.id(2))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a user goes with the guests merged into them`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let guest = try await fixtures.identity(1, in: store)
      let user = try await fixtures.identity(2, user: "ann", in: store)
      _ = try await store.authorize(
        AuthorizeRequest(identity: guest, logins: [.example("ann")], now: fixtures.now))
      try await store.deleteIdentities([user])
      await #expect(throws: StoreError.identity(.identityNotFound(guest))) {
        try await store.identity(guest)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a merged guest may go, what they left to the user stays and is still told of`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let guest = try await fixtures.identity(1, in: store)
      let user = try await fixtures.identity(2, user: "ann", in: store)
      _ = try await store.commit(fixtures.put(["a": "1"], to: fixtures.dataset(guest)))
      _ = try await store.authorize(
        AuthorizeRequest(identity: guest, logins: [.example("ann")], now: fixtures.now))
      let before = try await fixtures.everything(of: fixtures.dataset(user), in: store)
      #expect(before.mergedDatasetNames.count == 1)
      try await store.deleteIdentities([guest])
      #expect(try await fixtures.everything(of: fixtures.dataset(user), in: store) == before)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a pool goes with everything in it, and its id is nobody else's`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let guest = try await fixtures.identity(1, in: store)
      try await fixtures.identity(2, user: "ann", in: store)
      _ = try await store.configure(
        fixtures.pool, pushSync: PushSync(applicationARNs: ["arn:aws:sns:r:0:app/GCM/a"]),
        streams: CognitoStreams(status: .enabled))
      _ = try await store.commit(fixtures.put(["a": "1"], to: fixtures.dataset(guest)))
      _ = try await store.authorize(
        AuthorizeRequest(identity: guest, logins: [.example("ann")], now: fixtures.now))
      let pool = try await store.pool(fixtures.pool)
      try await store.deletePool(fixtures.pool)
      let missing = StoreError.identity(.poolNotFound(fixtures.pool))
      await #expect(throws: missing) { try await store.pool(fixtures.pool) }
      await #expect(throws: missing) { try await store.deletePool(fixtures.pool) }
      await #expect(throws: missing) { try await store.settings(of: fixtures.pool) }
      await #expect(throws: missing) {
        _ = try await store.change(pool.id, by: .configuration(pool.configuration))
      }
      await #expect(throws: StoreError.identity(.identityNotFound(guest))) {
        try await store.identity(guest)
      }
      #expect(try await store.poolsWithQueuedCommits().isEmpty)
      #expect(try await store.pools(after: nil, limit: 9).pools.isEmpty)
      await #expect(throws: StoreError.identity(.poolIdentifierTaken(fixtures.pool))) {
        try await store.create(pool)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the game gets a new pool when its own was deleted`(kind: StoreKind) async throws {
    try await kind.run { store, _ in
      let pools = try ["b1", "b2"].map { id in
        IdentityPool(
          id: try #require(IdentityPoolID("us-east-1:\(id)")),
          configuration: IdentityPoolConfiguration(name: "Game", allowsGuests: true))
      }
      #expect(try await store.gamePool(orCreate: pools[0]) == pools[0])
      #expect(try await store.gamePool(orCreate: pools[1]) == pools[0])
      try await store.deletePool(pools[0].id)
      #expect(try await store.gamePool(orCreate: pools[1]) == pools[1])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `identities come in pages that stay right while some are deleted`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      for number in 1...7 { try await fixtures.identity(number, in: store) }
      let first = try await store.identities(
        of: fixtures.pool, after: nil, limit: 3, hidingDisabled: false)
      #expect(first.identities.map(\.id) == (try (1...3).map(StoreFixtures.id)))
      let last = try #require(first.next)
      try await store.deleteIdentities([last])
      let second = try await store.identities(
        of: fixtures.pool, after: last, limit: 9, hidingDisabled: true)
      #expect(second.identities.map(\.id) == (try (4...7).map(StoreFixtures.id)))
      #expect(second.next == nil)
    }
  }
}
