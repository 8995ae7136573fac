import ServerStorage
import SyncCore
import TestKit
import Testing

/// What streams have still to publish, cognito-sync.md 2.8.
@Suite struct StreamQueueTests {
  private static let streams = CognitoStreams(
    streamName: "game", roleARN: "arn:role", status: .enabled)

  @Test(arguments: StoreKind.allCases)
  func `commits and deletions are queued only while the stream is enabled`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
      _ = try await store.commit(fixtures.put(["a": "0"], to: dataset))
      _ = try await store.configure(fixtures.pool, pushSync: nil, streams: Self.streams)
      let records = try await store.commit(
        fixtures.put(["a": "1", "b": "2"], at: 1, to: dataset).withoutCount("b"))
      _ = try await store.commit(fixtures.put([:], to: dataset))
      _ = try await store.delete(dataset, at: Timestamp(milliseconds: 5_000))
      let queue = try await store.queuedCommits(of: fixtures.pool, limit: 10).map(\.commit)
      #expect(
        queue == [
          PublishedCommit(
            dataset: dataset, syncCount: 2, lastModified: fixtures.now, isDeletion: false,
            records: records),
          PublishedCommit(
            dataset: dataset, syncCount: 3, lastModified: Timestamp(milliseconds: 5_000),
            isDeletion: true, records: []),
        ])
      #expect(try await store.poolsWithQueuedCommits() == [fixtures.pool])
      _ = try await store.configure(
        fixtures.pool, pushSync: nil, streams: CognitoStreams(status: .disabled))
      #expect(try await store.poolsWithQueuedCommits().isEmpty)
    }
  }

  @Test func `what was queued is there after a restart, and numbers are never used twice`()
    async throws
  {
    let directory = try TemporaryDirectory()
    var store = try directory.open()
    let fixtures = try await StoreFixtures(in: store)
    let dataset = try fixtures.dataset(try await fixtures.identity(1, in: store))
    _ = try await store.configure(fixtures.pool, pushSync: nil, streams: Self.streams)
    for count in 0..<3 as Range<SyncCount> {
      _ = try await store.commit(fixtures.put(["a": "\(count)"], at: count, to: dataset))
    }
    let before = try await store.queuedCommits(of: fixtures.pool, limit: 10)
    #expect(before.map(\.commit.syncCount) == [1, 2, 3])
    await store.close()
    store = try directory.open()
    #expect(try await store.queuedCommits(of: fixtures.pool, limit: 10) == before)
    #expect(try await store.queuedCommits(of: fixtures.pool, limit: 2) == Array(before.prefix(2)))
    let last = try #require(before.last).number
    try await store.removeQueuedCommits(of: fixtures.pool, through: last)
    #expect(try await store.queuedCommits(of: fixtures.pool, limit: 10).isEmpty)
    _ = try await store.commit(fixtures.put(["a": "x"], at: 3, to: dataset))
    let next = try #require(try await store.queuedCommits(of: fixtures.pool, limit: 10).first)
    #expect(next.number > last)
    await store.close()
  }

  @Test(arguments: StoreKind.allCases)
  func `S-098 one bulk publish at a time, and one success a day`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let pool = fixtures.pool
      let day: Int64 = 86_400_000
      await #expect(throws: StoreError.stream(.notEnabled)) {
        try await store.beginBulkPublish(of: pool, at: fixtures.now)
      }
      _ = try await store.configure(pool, pushSync: nil, streams: Self.streams)
      let begun = try await store.beginBulkPublish(of: pool, at: fixtures.now)
      #expect(begun.bulkPublish == BulkPublishDetails(status: .inProgress, started: fixtures.now))
      #expect(try await store.unfinishedBulkPublishes() == [pool])
      await #expect(throws: StoreError.stream(.inProgress)) {
        try await store.beginBulkPublish(of: pool, at: fixtures.now)
      }
      let failed = BulkPublishDetails(
        status: .failed, started: fixtures.now, failureMessage: "Gone.")
      _ = try await store.endBulkPublish(of: pool, as: failed)
      #expect(try await store.settings(of: pool).bulkPublish == failed)
      _ = try await store.beginBulkPublish(of: pool, at: fixtures.now)
      let done = Timestamp(milliseconds: 2_000)
      _ = try await store.endBulkPublish(
        of: pool,
        as: BulkPublishDetails(status: .succeeded, started: fixtures.now, completed: done))
      await #expect(throws: StoreError.stream(.publishedRecently(at: done))) {
        try await store.beginBulkPublish(of: pool, at: Timestamp(milliseconds: 1_999 + day))
      }
      _ = try await store.beginBulkPublish(of: pool, at: Timestamp(milliseconds: 2_000 + day))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a bulk publish meets every existing dataset once, with its live records`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      var datasets: [DatasetReference] = []
      for number in 1...4 {
        let user = try await fixtures.identity(number, in: store)
        for name in ["a", "b"] {
          datasets.append(try fixtures.dataset(user, name))
          _ = try await store.commit(
            fixtures.put(["k": "\(number)", "gone": ""], to: datasets[datasets.count - 1]))
        }
      }
      var removal = try fixtures.put(["gone": ""], at: 1, to: datasets[0])
      removal.patches[0].value = nil
      _ = try await store.commit(removal)
      _ = try await store.delete(datasets[3], at: fixtures.now)
      var found: [PublishedCommit] = []
      while true {
        let page = try await store.snapshots(
          of: fixtures.pool, after: found.last?.dataset, limit: 3)
        guard !page.isEmpty else { break }
        found += page
      }
      #expect(found.map(\.dataset) == datasets.filter { $0 != datasets[3] })
      #expect(found[0].records.map(\.key.rawValue) == ["k"])
      #expect(found[0].syncCount == 2)
      #expect(found[1].records.count == 2)
    }
  }
}

extension CommitRequest {
  /// Returns the request with the count of an unknown key for `key`.
  fileprivate func withoutCount(_ key: String) -> CommitRequest {
    var request = self
    for index in request.patches.indices where request.patches[index].key.rawValue == key {
      request.patches[index].syncCount = 0
    }
    return request
  }
}
