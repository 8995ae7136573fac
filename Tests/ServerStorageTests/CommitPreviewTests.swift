import ServerStorage
import SyncCore
import Testing

/// Commits with a trigger in between, cognito-sync.md 2.7.
@Suite struct CommitPreviewTests {
  private let session = SyncSessionReference(
    id: [1, 2, 3], expires: Timestamp(milliseconds: 3_600_000))

  @Test(arguments: StoreKind.allCases)
  func `a preview tells of all records and writes nothing`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
      let first = try fixtures.put(["a": "1"], to: dataset, session: session)
      #expect(try await store.preview(first) == CommitPreview(syncCount: 0, records: []))
      #expect(try await store.syncCount(of: dataset) == 0)
      _ = try await store.commit(first)
      var removal = try fixtures.put(["a": ""], at: 1, to: dataset)
      removal.patches[0].value = nil
      _ = try await store.commit(removal)
      _ = try await store.commit(fixtures.put(["b": "2"], to: dataset))
      let preview = try await store.preview(fixtures.put(["c": "3"], to: dataset))
      #expect(preview.syncCount == 3)
      #expect(preview.records.map(\.value) == [nil, "2"])
      await #expect(throws: StoreError.sessionSpent) { try await store.preview(first) }
      await #expect(throws: StoreError.self) {
        try await store.preview(fixtures.put(["b": "9"], at: 1, to: dataset))
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a commit decided by a look at the dataset is refused when somebody wrote meanwhile`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
      var request = try fixtures.put(["a": "1"], to: dataset, session: session)
      request.expectedSyncCount = try await store.preview(request).syncCount
      _ = try await store.commit(fixtures.put(["b": "1"], to: dataset))
      await #expect(throws: StoreError.ledger(.datasetChanged)) { try await store.commit(request) }
      request.expectedSyncCount = nil
      request.expectedSyncCount = try await store.preview(request).syncCount
      #expect(try await store.commit(request).map(\.syncCount) == [2])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a look at a deleted dataset still holds until somebody makes it anew`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
      _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
      _ = try await store.delete(dataset, at: fixtures.now)
      var request = try fixtures.put(["a": "2"], to: dataset)
      let preview = try await store.preview(request)
      #expect(preview == CommitPreview(syncCount: 2, records: []))
      request.expectedSyncCount = preview.syncCount
      #expect(try await store.commit(request).map(\.syncCount) == [3])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `S-094 a trigger that leaves nothing to write spends the session, and no more`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
      var request = try fixtures.put([:], to: dataset, session: session)
      request.spendsSession = true
      #expect(try await store.commit(request).isEmpty)
      #expect(try await store.syncCount(of: dataset) == 0)
      await #expect(throws: StoreError.ledger(.datasetNotFound(dataset.name))) {
        try await store.describe(dataset)
      }
      await #expect(throws: StoreError.sessionSpent) { try await store.commit(request) }
    }
  }
}
