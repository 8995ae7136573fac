import ServerStorage
import SyncCore
import Testing

/// Live events, product.md 4.
@Suite struct ChangeStreamTests {
  @Test(arguments: StoreKind.allCases)
  func `commits, deletions and merges are told in their order`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let guest = try await fixtures.identity(1, in: store)
      let user = try await fixtures.identity(2, user: "ann", in: store)
      var changes = store.changes(of: user).makeAsyncIterator()
      let dataset = try fixtures.dataset(user)
      _ = try await store.commit(fixtures.put(["a": "1"], to: fixtures.dataset(guest, "old")))
      _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
      _ = try await store.commit(fixtures.put(["a": "2"], at: 1, to: dataset))
      _ = try await store.delete(dataset, at: fixtures.now)
      _ = try await store.authorize(
        AuthorizeRequest(identity: guest, logins: [.example("ann")], now: fixtures.now))
      for count in 1...3 as ClosedRange<SyncCount> {
        let change = DatasetChange(dataset: dataset, syncCount: count, isDeletion: count == 3)
        #expect(await changes.next() == change)
      }
      let moved = try fixtures.dataset(user, "old.\(guest)")
      #expect(await changes.next() == DatasetChange(dataset: moved, syncCount: 1))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `what is refused or empty is not told`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let user = try await fixtures.identity(1, in: store)
      var changes = store.changes(of: user).makeAsyncIterator()
      let dataset = try fixtures.dataset(user)
      _ = try await store.commit(fixtures.put([:], to: dataset))
      await #expect(throws: StoreError.self) {
        try await store.commit(fixtures.put(["a": "1"], at: 9, to: dataset))
      }
      _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
      #expect(await changes.next() == DatasetChange(dataset: dataset, syncCount: 1))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `everybody's changes are told with the device that wrote`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let device = try #require(DeviceID("phone"))
      var changes = store.changes().makeAsyncIterator()
      for number in 1...2 {
        let dataset = try fixtures.dataset(try await fixtures.identity(number, in: store))
        var request = try fixtures.put(["a": "1"], to: dataset)
        request.device = device
        _ = try await store.commit(request)
        let change = DatasetChange(dataset: dataset, syncCount: 1, device: device)
        #expect(await changes.next() == change)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a reader that falls behind is let go`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let user = try await fixtures.identity(1, in: store)
      let changes = store.changes(of: user)
      let dataset = try fixtures.dataset(user)
      for count in 0..<80 as Range<SyncCount> {
        _ = try await store.commit(fixtures.put(["a": "v"], at: count, to: dataset))
      }
      var last: SyncCount = 0
      for await change in changes { last = change.syncCount }
      #expect(last == 64)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `closing ends the streams`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let changes = store.changes(of: try await fixtures.identity(1, in: store))
      let all = store.changes()
      await store.close()
      for await _ in changes { Issue.record("Nothing was written.") }
      for await _ in all { Issue.record("Nothing was written.") }
    }
  }
}
