import ServerStorage
import SyncCore
import Testing

/// Sync sessions in the store, cognito-sync.md 2.6.4, S-057 to S-059.
@Suite struct SyncSessionTests {
  private let session = SyncSessionReference(
    id: [1, 2, 3], expires: Timestamp(milliseconds: 3_600_000))

  @Test(arguments: StoreKind.allCases)
  func `S-057 S-058 S-059 a session is spent by its first successful commit`(kind: StoreKind)
    async throws
  {
    try await kind.run { store, fixtures in
      let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
      let list = ListRequest(dataset: dataset, start: .since(0), session: session)
      _ = try await store.commit(fixtures.put([:], to: dataset, session: session))
      await #expect(throws: StoreError.self) {
        try await store.commit(fixtures.put(["a": "1"], at: 4, to: dataset, session: session))
      }
      _ = try await store.list(list)
      _ = try await store.commit(fixtures.put(["a": "1"], to: dataset, session: session))
      await #expect(throws: StoreError.sessionSpent) {
        try await store.commit(fixtures.put(["b": "1"], to: dataset, session: session))
      }
      await #expect(throws: StoreError.sessionSpent) { try await store.list(list) }
      #expect(try await store.syncCount(of: dataset) == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `S-038 only one of two parallel commits on the same count succeeds`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
      let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
        for value in 0..<8 {
          let request = try fixtures.put(["a": "\(value)"], to: dataset)
          group.addTask { (try? await store.commit(request)) != nil }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(accepted == 1)
      #expect(try await store.syncCount(of: dataset) == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `S-039 parallel commits of different keys get different counts`(kind: StoreKind) async throws
  {
    try await kind.run { store, fixtures in
      let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
      let counts = try await withThrowingTaskGroup(of: SyncCount?.self) { group in
        for key in 0..<20 {
          let request = try fixtures.put(["k\(key)": "v"], to: dataset)
          group.addTask { try await store.commit(request).first?.syncCount }
        }
        return try await group.reduce(into: Set<SyncCount?>()) { $0.insert($1) }
      }
      #expect(counts == Set((1...20).map(Optional.some)))
    }
  }
}
