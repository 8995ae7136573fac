import SyncCore
import Testing

@Suite struct TriggerInvocationTests {
  let now = Timestamp(milliseconds: 99)

  func key(_ text: String) throws -> RecordKey { try #require(RecordKey(text)) }

  func record(_ name: String, _ value: String?, count: SyncCount) throws -> SyncRecord {
    SyncRecord(
      key: try key(name), value: value, syncCount: count, lastModified: Timestamp(milliseconds: 1),
      lastModifiedBy: "r:2", deviceLastModified: nil)
  }

  func patch(_ name: String, _ value: String?, count: SyncCount = 0) throws -> RecordPatch {
    RecordPatch(
      key: try key(name), value: value, syncCount: count,
      deviceLastModified: Timestamp(milliseconds: 7))
  }

  func invocation(
    _ records: [SyncRecord], _ patches: [RecordPatch]
  ) throws -> TriggerInvocation {
    TriggerInvocation(
      dataset: DatasetReference(
        pool: try #require(IdentityPoolID("r:1")), identity: try #require(IdentityID("r:2")),
        name: try #require(DatasetName("d"))), region: "r", records: records, patches: patches)
  }

  /// What a function answers that changes nothing.
  func echo(_ invocation: TriggerInvocation) -> [RecordKey: TriggerRecord?] {
    invocation.datasetRecords.mapValues { .some($0) }
  }

  @Test func `S-091 the function sees all records, patched ones with their change`() throws {
    let invocation = try invocation(
      [record("a", "1", count: 1), record("b", "2", count: 2), record("c", "3", count: 3)],
      [patch("c", nil, count: 3), patch("b", "9", count: 2), patch("new", "n")])
    #expect(
      try invocation.datasetRecords == [
        key("a"): TriggerRecord(oldValue: "1", newValue: "1", operation: .keep),
        key("b"): TriggerRecord(oldValue: "2", newValue: "9", operation: .replace),
        key("c"): TriggerRecord(oldValue: "3", newValue: nil, operation: .remove),
        key("new"): TriggerRecord(oldValue: nil, newValue: "n", operation: .replace),
      ])
  }

  @Test func `a tombstone is shown only when it is brought back, and then as a new key`() throws {
    let invocation = try invocation(
      [record("a", nil, count: 4), record("b", nil, count: 5)], [patch("b", "x", count: 5)])
    #expect(
      try invocation.datasetRecords == [
        key("b"): TriggerRecord(oldValue: nil, newValue: "x", operation: .replace)
      ])
    #expect(try invocation.outcome(of: echo(invocation)).patches == invocation.patches)
  }

  @Test func `what the function changes is no longer said to come from the device`() throws {
    var patches = try [patch("kept", "1"), patch("changed", "2")]
    for index in patches.indices { patches[index].deviceName = "desk" }
    let invocation = try invocation([], patches)
    var output = echo(invocation)
    output[try key("changed")] = TriggerRecord(oldValue: nil, newValue: "9", operation: .replace)
    output[try key("added")] = TriggerRecord(oldValue: nil, newValue: "n", operation: .replace)
    let written = try invocation.outcome(of: output).patches
    #expect(written.map(\.deviceName) == ["desk", nil, nil])
    #expect(written.map(\.value) == ["1", "9", "n"])
  }

  @Test func `an echoed event leaves the commit as it was`() throws {
    let invocation = try invocation(
      [record("a", "1", count: 1), record("b", "2", count: 2)],
      [patch("b", nil, count: 2), patch("z", ""), patch("gone", nil)])
    let outcome = try invocation.outcome(of: echo(invocation))
    #expect(outcome == TriggerOutcome(patches: invocation.patches, ignored: []))
  }

  @Test func `S-093 changed values, removals and added keys are written with the state's counts`()
    throws
  {
    let invocation = try invocation(
      [
        record("a", "1", count: 1), record("b", "2", count: 2), record("c", "3", count: 3),
        record("t", nil, count: 4),
      ], [patch("z", "user", count: 0), patch("b", "user", count: 2)])
    var output = echo(invocation)
    output[try key("b")] = TriggerRecord(newValue: "function", operation: .replace)
    output[try key("c")] = TriggerRecord(newValue: "3", operation: .remove)
    output[try key("t")] = TriggerRecord(newValue: "back", operation: .replace)
    output[try key("added")] = TriggerRecord(newValue: "+", operation: nil)
    let outcome = try invocation.outcome(of: output)
    let written = outcome.patches.map { "\($0.key) \($0.value ?? "-") \($0.syncCount)" }
    #expect(written == ["z user 0", "b function 2", "added + 0", "c - 3", "t back 4"])
    #expect(
      outcome.patches.map { $0.deviceLastModified != nil } == [true, true, false, false, false])
    #expect(outcome.ignored.isEmpty)
  }

  @Test(arguments: [
    TriggerRecord(newValue: "x", operation: .remove), TriggerRecord(newValue: nil, operation: nil),
    TriggerRecord(newValue: nil, operation: .replace),
    TriggerRecord(newValue: nil, operation: .keep), nil,
  ])
  func `B-76 each form of removal removes a key of the caller, of the dataset, and no other`(
    form: TriggerRecord?
  ) throws {
    let invocation = try invocation(
      [record("a", "1", count: 1), record("t", nil, count: 2)], [patch("p", "1")])
    let names = ["a", "t", "p", "unknown"]
    let output = try Dictionary(uniqueKeysWithValues: names.map { (try key($0), form) })
    let outcome = try invocation.outcome(of: output)
    #expect(outcome.patches.map(\.key.rawValue) == ["p", "a"])
    #expect(outcome.patches.allSatisfy { $0.value == nil })
  }

  @Test func `S-094 keys of the caller that are left out or kept are not written`() throws {
    let invocation = try invocation(
      [record("a", "1", count: 1)],
      [patch("b", "2"), patch("a", "2", count: 1), patch("c", "3")])
    var output = echo(invocation)
    output.removeValue(forKey: try key("b"))
    output[try key("a")] = TriggerRecord(newValue: "2", operation: .keep)
    let outcome = try invocation.outcome(of: output)
    #expect(outcome.patches.map(\.key.rawValue) == ["c"])
    #expect(outcome.ignored.map(\.rawValue) == ["b", "a"])
    let nothing = try invocation.outcome(of: [:])
    #expect(nothing.patches.isEmpty)
    #expect(nothing.ignored == invocation.patches.map(\.key))
  }

  @Test func `S-094 the caller is answered all its keys in order, then the function's`() throws {
    let invocation = try invocation(
      [record("a", "1", count: 1)],
      [patch("unknown", "u"), patch("a", "2", count: 1), patch("b", "3")])
    let outcome = TriggerOutcome(
      patches: [], ignored: [try key("unknown"), try key("a")])
    let answer = invocation.answer(
      to: outcome,
      written: [
        try record("y", "+", count: 2), try record("b", "3", count: 2),
        try record("x", nil, count: 2),
      ], at: now)
    #expect(answer.map(\.key.rawValue) == ["unknown", "a", "b", "x", "y"])
    #expect(answer.map(\.syncCount) == [0, 1, 2, 2, 2])
    #expect(answer[0].value == nil)
    #expect(answer[0].lastModified == now)
    #expect(answer[1] == (try record("a", "1", count: 1)))
  }

  @Test func `a value longer than a request may send is refused, whoever's the key is`() throws {
    var limits = SyncLimits()
    limits.valueLength = 3
    let invocation = try invocation([], [patch("a", "1")])
    for name in ["a", "b"] {
      let fits = [try key(name): TriggerRecord(newValue: "üüü", operation: .replace)]
      #expect(try invocation.outcome(of: fits, limits: limits).patches.last?.value == "üüü")
      let tooLong = [try key(name): TriggerRecord(newValue: "1234", operation: .replace)]
      #expect(throws: TriggerError.valueTooLong(try key(name), limit: 3)) {
        try invocation.outcome(of: tooLong, limits: limits)
      }
    }
  }

  @Test func `keys that only look alike are told apart`() throws {
    let invocation = try invocation([], [patch("\u{e9}", "1"), patch("e\u{301}", "2")])
    let outcome = try invocation.outcome(of: echo(invocation))
    #expect(outcome.patches.map(\.value) == ["1", "2"])
  }
}
