import IdentityCore
import ServerStorage
import SyncCore
import Testing

/// What a merge does to datasets, cognito-sync.md 3.5 and A.9.
@Suite struct MergeTests {
  private struct Merged {
    var guest: IdentityID
    var parent: IdentityID
  }

  /// Makes guest 1 and user 2 with what `prepare` writes, and merges the guest.
  private func merge(
    _ store: any ServerStore, _ fixtures: StoreFixtures,
    prepare: (_ guest: IdentityID, _ parent: IdentityID) async throws -> Void
  ) async throws -> Merged {
    let guest = try await fixtures.identity(1, in: store)
    let parent = try await fixtures.identity(2, user: "ann", in: store)
    try await prepare(guest, parent)
    let answer = try await store.authorize(
      AuthorizeRequest(identity: guest, logins: [.example("ann")], now: fixtures.now))
    #expect(answer.id == parent)
    return Merged(guest: guest, parent: parent)
  }

  @Test(arguments: StoreKind.allCases)
  func `I-018 a guest's dataset appears beside the user's until it is deleted`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let merged = try await merge(store, fixtures) { guest, parent in
        let old = try fixtures.dataset(guest)
        _ = try await store.commit(fixtures.put(["a": "guest"], to: old))
        _ = try await store.commit(fixtures.put(["a": "guest's"], at: 1, to: old))
        _ = try await store.commit(fixtures.put(["a": "user's"], to: fixtures.dataset(parent)))
      }
      let prefs = try fixtures.dataset(merged.parent)
      let moved = try fixtures.dataset(merged.parent, "prefs.\(merged.guest)")
      let primary = try await fixtures.everything(of: prefs, in: store)
      #expect(primary.page.records.map(\.value) == ["user's"])
      #expect(primary.mergedDatasetNames == [moved.name])
      let copy = try await fixtures.everything(of: moved, in: store).page
      #expect(copy.records.map(\.value) == ["guest's"])
      #expect(copy.records.map(\.syncCount) == [1])
      #expect(copy.datasetSyncCount == 1)
      _ = try await store.delete(moved, at: fixtures.now)
      #expect(try await fixtures.everything(of: prefs, in: store).mergedDatasetNames == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `I-018 the merged name is told though the user has no such dataset`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let merged = try await merge(store, fixtures) { guest, _ in
        _ = try await store.commit(fixtures.put(["a": "1"], to: fixtures.dataset(guest)))
      }
      let listing = try await fixtures.everything(
        of: fixtures.dataset(merged.parent), in: store)
      #expect(!listing.page.datasetExists)
      #expect(listing.mergedDatasetNames.map(\.rawValue) == ["prefs.\(merged.guest)"])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `nothing can be read or written for the merged guest`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let merged = try await merge(store, fixtures) { _, _ in }
      let old = try fixtures.dataset(merged.guest)
      let refusal = StoreError.identity(.forbidden(merged.guest))
      await #expect(throws: refusal) { try await store.commit(fixtures.put(["a": "1"], to: old)) }
      await #expect(throws: refusal) { try await fixtures.everything(of: old, in: store) }
      await #expect(throws: refusal) { try await store.describe(old) }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `B-48 a dataset whose longer name is too long keeps its own`(kind: StoreKind) async throws {
    let name = String(repeating: "n", count: 128)
    try await kind.run { store, fixtures in
      let merged = try await merge(store, fixtures) { guest, _ in
        _ = try await store.commit(fixtures.put(["a": "1"], to: fixtures.dataset(guest, name)))
      }
      let kept = try await fixtures.everything(
        of: fixtures.dataset(merged.parent, name), in: store)
      #expect(kept.page.records.map(\.value) == ["1"])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a merge overwrites nothing that the user has`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let merged = try await merge(store, fixtures) { guest, parent in
        let taken = try fixtures.dataset(parent, "prefs.\(guest)")
        _ = try await store.commit(fixtures.put(["a": "guest's"], to: fixtures.dataset(guest)))
        _ = try await store.commit(fixtures.put(["a": "user's"], to: fixtures.dataset(parent)))
        _ = try await store.commit(fixtures.put(["a": "uploaded"], to: taken))
      }
      let names = ["prefs", "prefs.\(merged.guest)"]
      for (name, value) in zip(names, ["user's", "uploaded"]) {
        let dataset = try fixtures.dataset(merged.parent, name)
        let page = try await fixtures.everything(of: dataset, in: store).page
        #expect(page.records.map(\.value) == [value])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a merge may exceed the number of datasets, a commit may not`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let merged = try await merge(store, fixtures) { guest, parent in
        for owner in [guest, parent] {
          for number in 0..<15 {
            let dataset = try fixtures.dataset(owner, "set-\(number)")
            _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
          }
        }
      }
      let page = try await store.datasets(
        of: merged.parent, in: fixtures.pool, after: nil, limit: nil)
      #expect(page.datasets.count == 30)
      let fresh = try fixtures.put(["a": "1"], to: fixtures.dataset(merged.parent, "fresh"))
      await #expect(throws: StoreError.ledger(.tooManyDatasets(most: 20))) {
        try await store.commit(fresh)
      }
    }
  }
}
