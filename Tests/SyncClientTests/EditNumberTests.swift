import SyncClient
import SyncCore
import TestKit
import Testing

/// Edits are ordered by numbers, whichever process that shares the store makes them.
@Suite struct EditNumberTests {
  private let folder: TemporaryDirectory
  private let pool: IdentityPoolID
  private let identity: IdentityID
  private let dataset: DatasetName
  private let key: RecordKey
  private let now = Timestamp(milliseconds: 1_000)

  init() throws {
    folder = try TemporaryDirectory()
    pool = try #require(IdentityPoolID("r:1"))
    identity = try #require(IdentityID("r:2"))
    dataset = try #require(DatasetName("d"))
    key = try #require(RecordKey("k"))
  }

  private func open() throws -> LocalStore {
    try LocalStore.open(at: folder.file("store.sqlite"), pool: pool, now: now)
  }

  private func edit(_ store: LocalStore, _ value: String) throws -> Int64 {
    _ = try store.set([key: value], in: dataset, of: .identity(identity), at: now)
    let row = try store.record(key, in: dataset, of: .identity(identity))
    return try #require(row).editSequence
  }

  private func separate(_ store: LocalStore) throws -> Int64 {
    try store.state(of: dataset, identity: identity, at: now).newestEdit
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `numbers grow with time, whoever edits, synchronises or starts anew`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var stores = try [open(), open(), open()]
    var last: Int64 = 0
    for step in 0..<400 {
      let index = Int.random(in: 0..<stores.count, using: &generator)
      switch Int.random(in: 0..<20, using: &generator) {
      case 0:
        stores[index].close()
        stores[index] = try open()
      case 1, 2:
        let newest = try separate(stores[index])
        #expect(newest >= last)
        last = newest
      default:
        let number = try edit(stores[index], "\(step)")
        #expect(number > last, "step \(step)")
        last = number
      }
    }
  }

  @Test func `more edits than are numbered at once go on growing`() throws {
    let store = try open()
    let numbers = try (0..<700).map { try edit(store, "\($0)") }
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `an edit after the choice of a merge is noticed, an earlier one is not`() throws {
    let merged = try #require(DatasetName("d.r:3"))
    let store = try open()
    let other = try open()
    _ = try edit(store, "1")
    func dissolve(_ newest: Int64) throws -> [RecordKey]? {
      try store.dissolve(
        merged, into: dataset, identity: identity, rule: "test", choices: [:],
        newestEdit: newest, at: now)
    }
    _ = try store.set([key: "m"], in: merged, of: .identity(identity), at: now)
    for editor in [store, other] {
      let newest = try store.mergeCandidates(merged, dataset, identity: identity).newestEdit
      _ = try edit(editor, "by \(editor === store)")
      #expect(try dissolve(newest) == nil)
    }
    let newest = try store.mergeCandidates(merged, dataset, identity: identity).newestEdit
    #expect(try dissolve(newest) != nil)
  }
}
