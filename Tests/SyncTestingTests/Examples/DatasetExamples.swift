import SyncClient
import SyncCore
import SyncTesting
import Testing

/// The examples of `Dataset`.
@Suite(.timeLimit(.minutes(10))) struct DatasetExamples {
  @Test func `a dataset is written, read and synchronised`() async throws {
    let app = try await ExampleApp()
    let manager = app.manager
    let progress = try manager.dataset("GameInfo")
    try progress.set("level", to: "42")
    let result = try await progress.synchronize()
    #expect(result.pushedRecords == 1)

    try progress.set(["level": "42", "moves": "310"])
    #expect(try progress.unsynchronizedCount() == 1)
    let level = try progress.value(for: "level") ?? "1"
    #expect(level == "42")
  }

  @Test func `a dataset is opened by its name`() async throws {
    let app = try await ExampleApp()
    let manager = app.manager
    let notes = try manager.dataset("Notes")
    try notes.set("milk", to: "2 bottles")
    #expect(try notes.values() == ["milk": "2 bottles"])
    let names = try manager.datasets().map(\.name)
    #expect(names.map(\.rawValue) == ["Notes", "notes"])

    let window = try manager.deviceDataset("Window")
    try window.set("columns", to: "80")
    let error = await #expect(throws: SyncError.self) { _ = try await window.synchronize() }
    #expect(error?.code == .notSynchronizable)
  }

  @Test func `values are written if nothing else was`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    do {
      let known = try notes.value(for: "milk")
      let more = known.map { "\($0), and cheese" } ?? "cheese"
      let isWritten = try notes.set(["milk": more], expecting: ["milk": known])
      #expect(isWritten)
    }
    #expect(try notes.value(for: "milk") == "cheese")
    #expect(try !notes.set(["milk": "none"], expecting: ["milk": nil]))
  }

  @Test func `keys are removed`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    try notes.set(["milk": "2 bottles", "bread": "done: rye", "tea": "done: green"])
    let done = try notes.values().filter { $0.value.hasPrefix("done:") }
    try notes.remove(done.keys)
    let titles = try notes.values().keys.sorted()
    #expect(titles == ["milk"])
    try notes.remove("milk")
    #expect(try notes.values().isEmpty)
  }

  @Test func `records tell more than texts`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    try notes.set("milk", to: "2 bottles")
    let waiting = try notes.records().filter(\.isDirty).map(\.key)
    #expect(waiting.map(\.rawValue) == ["milk"])
    let mark = try notes.isChanged("milk") ? "*" : " "
    #expect(mark == "*")
    for record in try notes.records() where !record.isDeleted {
      show("\(record.isDirty ? "*" : " ") \(record.key): \(record.value ?? "")")
    }
    #expect(await app.nextLine() == "* milk: 2 bottles")
    let mayBeKnownElsewhere = try notes.record(for: "milk")?.edit == .sent
    #expect(!mayBeKnownElsewhere)
    _ = try await notes.synchronize()
    let isSaved = try notes.unsynchronizedCount() == 0
    #expect(isSaved)
    let version: SyncCount = try notes.record(for: "milk")?.syncCount ?? 0
    #expect(version == 1)
    let now = app.service.clock.now
    let minuteAgo = Timestamp(milliseconds: now.milliseconds - 60_000)
    let isRecent = try notes.record(for: "milk")?.deviceLastModified.map { $0 > minuteAgo }
    #expect(isRecent == true)
  }

  @Test func `the writing device is known`() async throws {
    let service = try await TestService()
    let app = try await ExampleApp(on: service)
    let folder = TemporaryFolder()
    let file = folder.path("other.sqlite")
    var configuration = service.configuration(storePath: file)
    configuration.deviceName = "laptop"
    let other = try SyncManager(
      configuration, transport: service.transport, environment: service.clock.environment(),
      logins: { try await service.logins(of: "ada") })
    try other.dataset("notes").set("milk", to: "2 bottles")
    _ = try await other.dataset("notes").synchronize()
    let notes = app.notes
    _ = try await notes.synchronize()
    let writer = try notes.record(for: "milk")?.lastModifiedDevice
    #expect(writer == "laptop")
  }

  @Test func `sizes are counted`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    try notes.set("milk", to: "2 bottles")
    let size = try notes.byteCount(of: "milk")
    #expect(size == 13)
    let room = try SyncLimits().bytesPerDataset - notes.byteCount()
    #expect(room == 1_048_563)
    let isFull = try notes.values().count >= SyncLimits().recordsPerDataset
    #expect(!isFull)
  }

  @Test func `a dataset is deleted here and at the service`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    try notes.set("milk", to: "2 bottles")
    _ = try await notes.synchronize()
    do {
      let lastTime = try notes.summary()?.lastSynchronized
      #expect(lastTime == app.service.clock.now)
      let summary = try notes.summary()
      let isComplete = summary?.lastSynchronized != nil
      #expect(isComplete)
    }
    try notes.delete()
    _ = try await notes.synchronize()
    #expect(app.line.operations.last == "DeleteDataset")
  }

  @Test func `values of any type are kept as JSON`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    struct Note: Codable {
      var text: String
      var isDone = false
    }
    try notes.set("milk", encoding: Note(text: "2 bottles"))
    #expect(try notes.value(for: "milk") == #"{"isDone":false,"text":"2 bottles"}"#)
    try notes.set(encoding: ["milk": Note(text: "2 bottles"), "bread": Note(text: "rye")])
    let note = try notes.value(Note.self, for: "milk")
    #expect(note?.text == "2 bottles")
    try notes.set("bread", encoding: Note(text: "rye", isDone: true))
    let open = try notes.values(Note.self).filter { !$0.value.isDone }
    #expect(Array(open.keys) == ["milk"])
  }

  @Test func `texts are compared byte by byte`() {
    let isSameText = "\u{e9}".isIdentical(to: "e\u{301}")
    #expect(!isSameText)
  }
}
