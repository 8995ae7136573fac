import SyncClient
import SyncCore
import SyncTesting
import Testing

/// The examples of what an app may decide during a synchronization.
@Suite(.timeLimit(.minutes(10))) struct DecisionExamples {
  @Test func `one side can win every conflict`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    try await app.disagree(here: "2 bottles", elsewhere: "3 bottles")
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      let mine = report.conflicts.map { ($0.key, ConflictResolution.local) }
      return .resolve(Dictionary(uniqueKeysWithValues: mine), rule: "mine wins")
    }
    _ = try await notes.synchronize(callbacks)
    #expect(try notes.value(for: "milk") == "2 bottles")
    let cause = try notes.explanation(of: "milk")?.cause
    #expect(cause == .conflict(.local, rule: "mine wins", remote: "3 bottles"))
  }

  @Test func `the last writer can win with a word to the user`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    try await app.disagree(here: "2 bottles", elsewhere: "3 bottles")
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      show("\(report.conflicts.count) notes were changed on two devices.")
      return report.lastWriterWins()
    }
    _ = try await notes.synchronize(callbacks)
    #expect(await app.nextLine() == "1 notes were changed on two devices.")
    #expect(try notes.value(for: "milk") == "2 bottles")
  }

  @Test func `neither side need lose`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    try await app.disagree(here: "2 bottles", elsewhere: "3 bottles")
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      let both = report.conflicts.map { conflict in
        let texts = [conflict.remote.value, conflict.local.value].compactMap(\.self)
        return (conflict.key, ConflictResolution.value(texts.joined(separator: " / ")))
      }
      return .resolve(Dictionary(uniqueKeysWithValues: both), rule: "both are kept")
    }
    _ = try await notes.synchronize(callbacks)
    #expect(try notes.value(for: "milk") == "3 bottles / 2 bottles")
  }

  @Test func `the larger number can win`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    try await app.disagree(on: "best", here: "310", elsewhere: "402")
    let callbacks = SyncCallbacks(onConflicts: { report in
      var resolutions: [RecordKey: ConflictResolution] = [:]
      for conflict in report.conflicts {
        let counts = [conflict.local.value, conflict.remote.value].compactMap { Int($0 ?? "") }
        let resolution = ConflictResolution.value(counts.max().map(String.init))
        resolutions[conflict.key] = resolution
      }
      return .resolve(resolutions, rule: "the larger number wins")
    })
    _ = try await notes.synchronize(callbacks)
    #expect(try notes.value(for: "best") == "402")
  }

  @Test func `a conflict can be left open`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    try notes.set("milk", to: "1 bottle")
    _ = try await notes.synchronize()
    let other = try TestDevice(on: app.service, as: "ada")
    _ = try await other.dataset.synchronize()
    try other.dataset.remove("milk")
    _ = try await other.dataset.synchronize()
    try notes.set("milk", to: "2 bottles")
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      report.conflicts.contains { $0.remote.isDeleted } ? .abort : report.lastWriterWins()
    }
    let patient = callbacks
    let error = await #expect(throws: SyncError.self) { _ = try await notes.synchronize(patient) }
    #expect(error?.code == .conflictAborted)
    #expect(try notes.isChanged("milk"))
  }

  /// A rule of one's own is a function of a report, which a test can make.
  @Test func `the last writer is found by device dates`() throws {
    let key = try #require(RecordKey("milk"))
    let name = try #require(DatasetName("Notes"))
    let conflict = SyncConflict(
      local: LocalRecord(
        key: key, value: "2", syncCount: 1, edit: .unsent,
        deviceLastModified: Timestamp(milliseconds: 2_000)),
      remote: SyncRecord(
        key: key, value: "3", syncCount: 2, lastModified: Timestamp(milliseconds: 9_000),
        lastModifiedBy: nil, deviceLastModified: Timestamp(milliseconds: 1_000)))
    let report = ConflictReport(
      dataset: name, conflicts: [conflict], serverTime: Timestamp(milliseconds: 9_500))
    let resolution = conflict.lastWriter(serverTime: report.serverTime)
    #expect(resolution == .local)
  }

  @Test func `what others wrote can be inspected before it is stored`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    try await app.writeElsewhere(["milk": "two bottles"])
    var callbacks = SyncCallbacks()
    callbacks.willApply = { changes in
      let texts = changes.records.compactMap(\.value)
      return texts.allSatisfy { Int($0) != nil } ? .accept : .reject
    }
    let strict = callbacks
    let error = await #expect(throws: SyncError.self) { _ = try await notes.synchronize(strict) }
    #expect(error?.code == .changesRejected)
    #expect(try notes.values().isEmpty)
    callbacks.willApply = { $0.records.count > 500 ? .reject : .accept }
    callbacks.willApply = { changes in
      for record in changes.records {
        show("\(record.key) by \(record.lastModifiedDevice ?? "a device without a name")")
      }
      return .accept
    }
    _ = try await notes.synchronize(callbacks)
    #expect(await app.nextLine() == "milk by a device without a name")
  }

  @Test(arguments: [true, false])
  func `a deletion elsewhere means what the app says`(isKept: Bool) async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    try notes.set("milk", to: "2 bottles")
    _ = try await notes.synchronize()
    let other = try TestDevice(on: app.service, as: "ada")
    _ = try await other.dataset.synchronize()
    try other.dataset.delete()
    _ = try await other.dataset.synchronize()
    var callbacks = SyncCallbacks()
    if isKept {
      callbacks.onDatasetDeleted = { _ in .keepLocal }
      _ = try await notes.synchronize(callbacks)
    } else {
      callbacks.onDatasetDeleted = { deletion in
        deletion.hasUnsynchronizedEdits ? .keepLocal : .deleteLocal
      }
      _ = try await notes.synchronize(callbacks)
    }
    #expect(try notes.values().isEmpty != isKept)
  }

  @Test func `callbacks can be given to one synchronization`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    var callbacks = SyncCallbacks()
    callbacks.onDatasetDeleted = { _ in .keepLocal }
    _ = try await notes.synchronize(callbacks)
    #expect(app.line.operations.contains("ListRecords"))
  }

  @Test func `a guest's notes are taken in by the rule of the app`() async throws {
    let app = try await ExampleApp(user: nil)
    let (manager, notes, show) = (app.manager, app.notes, app.show)
    try await app.writeElsewhere(["milk": "2 bottles"])
    try notes.set(["milk": "a whole crate", "tea": "green"])
    _ = try await notes.synchronize()
    let service = app.service
    try await manager.credentials.setLogins { try await service.logins(of: "ada") }
    var callbacks = SyncCallbacks()
    callbacks.onDatasetsMerged = { _ in .mergeIntoPrimary(.keepPrimary) }
    callbacks.onDatasetsMerged = { report in
      show("\(report.merged.count) guests' \(report.dataset) are taken in.")
      return .mergeIntoPrimary(.newerDeviceDate)
    }
    let policy = MergePolicy(named: "the longer text wins") { primary, merged in
      let length = primary?.value?.count ?? 0
      return (merged.value?.count ?? 0) > length ? merged.value : nil
    }
    callbacks.onDatasetsMerged = { _ in .mergeIntoPrimary(policy) }
    _ = try await notes.synchronize(callbacks)
    #expect(try notes.values() == ["milk": "a whole crate", "tea": "green"])
  }

  @Test func `what a rule passes over can be set apart`() throws {
    let lostAndFound = try #require(DatasetName("LostAndFound"))
    let merged = LocalRecord(key: try #require(RecordKey("milk")), value: "2 bottles")
    let copy = DeviceRecord(dataset: lostAndFound, key: merged.key, value: merged.value ?? "")
    let policy = MergePolicy({ _, _ in nil }, setApart: { _, _ in copy })
    #expect(policy.setApart(nil, merged)?.value == "2 bottles")
  }
}
