import CognitoWire
import Foundation
import ServerStorage
import SyncCore
import Testing

/// Many clients at one dataset, on a real disk.
@Suite struct ContentionTests {
  private let directory: URL
  private let store: SQLiteServerStore

  init() throws {
    directory = try ServerProgram.temporaryDirectory()
    store = try SQLiteServerStore(DataDirectory(directory.path))
  }

  private func end() async throws {
    await store.close()
    try FileManager.default.removeItem(at: directory)
  }

  @Test func `S-038 of 64 commits with one count, one succeeds, on disk`() async throws {
    let service = try await TestService(store: store)
    let guest = try await service.guest()
    let statuses = await withTaskGroup(of: Int.self) { group in
      for index in 0..<64 {
        group.addTask {
          await refusal { try await service.commit(guest, [patch("a", "\(index)")]) }?.status ?? 200
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.count { $0 == 200 } == 1)
    #expect(statuses.count { $0 == 409 } == 63)
    #expect(try await service.list(guest).datasetSyncCount == 1)
    try await end()
  }

  @Test func `S-039 of 64 commits of different keys, all succeed, on disk`() async throws {
    let service = try await TestService(store: store)
    let guest = try await service.guest()
    let counts = try await withThrowingTaskGroup(of: [SyncCount].self) { group in
      for index in 0..<64 {
        group.addTask {
          try await service.commit(guest, [patch("k\(index)", "v")]).map(\.syncCount)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(counts.sorted() == Array(1...64))
    try await end()
  }

  /// Each client adds to a counter, and begins anew after a conflict as the SDKs do.
  @Test func `64 clients lose no increment of one counter`() async throws {
    let service = try await TestService(store: store)
    let guest = try await service.guest()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<64 {
        group.addTask {
          var isDone = false
          while !isDone {
            let listing = try await service.list(guest)
            let record = listing.records.first
            let value = Int(record?.value ?? "0") ?? 0
            let error = await refusal {
              try await service.commit(
                guest, [patch("counter", "\(value + 1)", record?.syncCount ?? 0)],
                token: listing.sessionToken)
            }
            isDone = error == nil
            #expect(isDone || error?.status == 409)
          }
        }
      }
      try await group.waitForAll()
    }
    let listing = try await service.list(guest)
    #expect(listing.records.map(\.value) == ["64"])
    #expect(listing.datasetSyncCount == 64)
    try await end()
  }
}
