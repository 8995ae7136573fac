import SyncClient
import SyncCore
import SyncTesting
import Testing

/// The examples of synchronizing, now or when possible, and of what is told of it.
@Suite(.timeLimit(.minutes(10))) struct SynchronizationExamples {
  @Test func `a synchronization tells what it did or why it could not`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    try notes.set("milk", to: "2 bottles")
    do {
      let result = try await notes.synchronize()
      show("\(result.changedKeys.count) changed here, \(result.pushedRecords) uploaded")
    } catch {
      show("\(error.code.rawValue): \(error.message)")
    }
    #expect(await app.nextLine() == "0 changed here, 1 uploaded")
  }

  @Test(arguments: [
    (Fault.loseRequest, "Your notes are kept here and uploaded later."),
    (.refusal("NotAuthorizedException", status: 403), "Please sign in again."),
  ])
  func `a failure is told by its code`(fault: Fault, told: String) async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    _ = try await notes.synchronize()
    app.line.inject(anyOf: [fault], chance: 1)
    do {
      _ = try await notes.synchronize()
    } catch {
      switch error.code {
      case .offline: show("Your notes are kept here and uploaded later.")
      case .notAuthorized: show("Please sign in again.")
      default: show(error.message)
      }
    }
    #expect(await app.nextLine() == told)
    do {
      _ = try await notes.synchronize()
    } catch {
      let passing: Set<SyncError.Code> = [.offline, .interrupted, .throttled, .serviceFault]
      let isWorthWaiting = passing.contains(error.code)
      #expect(isWorthWaiting == (fault == .loseRequest))
      switch error.retry {
      case .never: show(error.message)
      case .backoff, .after: try notes.synchronizeWhenPossible()
      }
    }
  }

  @Test func `a result names the keys that changed`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    try await app.writeElsewhere(["milk": "2 bottles"])
    do {
      let result = try await notes.synchronize()
      for key in result.changedKeys { show("\(key) is another now.") }
    }
    #expect(await app.nextLine() == "milk is another now.")
    try await app.writeElsewhere(["milk": "3 bottles"])
    let result = try await notes.synchronize()
    let texts = try result.changedKeys.map { try notes.value(for: $0.rawValue) }
    #expect(texts == ["3 bottles"])
  }

  @Test func `a wish is carried out as soon as possible`() async throws {
    let app = try await ExampleApp()
    let (manager, notes) = (app.manager, app.notes)
    let activities = manager.activity()
    let worker = Task { await manager.run() }
    try notes.synchronizeWhenPossible()
    for await case .succeeded(_, _) in activities { break }
    try notes.set("milk", to: "2 bottles")
    try notes.synchronizeWhenPossible()
    for await case .succeeded(_, let result) in activities {
      #expect(result.pushedRecords == 1)
      break
    }
    worker.cancel()
    await manager.close()
  }

  @Test func `changes elsewhere arrive at once`() async throws {
    let app = try await ExampleApp()
    let (manager, notes, show) = (app.manager, app.notes, app.show)
    let changes = notes.changes()
    let worker = Task { await manager.run() }
    let following = Task {
      await manager.follow(notes) { status in
        if case .connected = status { show("Changes elsewhere arrive at once.") }
      }
    }
    #expect(await app.nextLine() == "Changes elsewhere arrive at once.")
    try await app.writeElsewhere(["milk": "2 bottles"])
    for await change in changes {
      switch change.scope {
      case .keys(let keys): show("Reload \(keys.count) notes.")
      case .everything: show("Reload all.")
      }
      if case .keys = change.scope { break }
    }
    #expect(try notes.value(for: "milk") == "2 bottles")
    following.cancel()
    worker.cancel()
  }

  @Test(arguments: [
    (LiveStatus.connected, "live"),
    (.disconnected(SyncError(.offline, "No signal.")), "not live: No signal."),
  ])
  func `a live connection is shown`(status: LiveStatus, line: String) async throws {
    let app = try await ExampleApp()
    let show = app.show
    switch status {
    case .connected: show("live")
    case .disconnected(let error): show("not live: \(error.message)")
    }
    #expect(await app.nextLine() == line)
  }

  @Test func `changes are told to whoever listens`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    let changes = notes.changes()
    Task {
      for await change in changes { show("The notes changed: \(change.scope)") }
    }
    try await app.writeElsewhere(["milk": "2 bottles"])
    _ = try await notes.synchronize()
    #expect(await app.shown.first { $0.contains("milk") } != nil)
  }

  @Test func `a change of everything is told apart`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    let changes = notes.changes()
    Task {
      for await change in changes where change.scope == .everything { show("Reload all.") }
    }
    _ = try await notes.synchronize()
    #expect(await app.nextLine() == "Reload all.")
  }

  @Test func `failures are told to whoever listens`() async throws {
    let app = try await ExampleApp()
    let (manager, notes, show) = (app.manager, app.notes, app.show)
    let activities = manager.activity()
    Task {
      for await case .failed(let dataset, let error) in activities {
        show("\(dataset): \(error.message)")
      }
    }
    _ = try await notes.synchronize()
    app.line.cut()
    _ = await app.device.failure()
    #expect(await app.nextLine() == "notes: The line is cut.")
  }

  @Test func `each step of a synchronization can be shown`() async throws {
    let app = try await ExampleApp()
    let (manager, notes, show) = (app.manager, app.notes, app.show)
    let activities = manager.activity()
    _ = try await notes.synchronize()
    app.line.cut()
    _ = await app.device.failure()
    await manager.close()
    for await activity in activities {
      switch activity {
      case .began(let dataset): show("\(dataset): synchronising")
      case .succeeded(let dataset, let result): show("\(dataset): \(result.changedKeys.count) new")
      case .failed(let dataset, let error): show("\(dataset): \(error.message)")
      }
    }
    var lines: [String] = []
    for await line in app.shown {
      lines.append(line)
      if line.hasSuffix("cut.") { break }
    }
    #expect(
      lines == [
        "notes: synchronising", "notes: 0 new", "notes: synchronising", "notes: The line is cut.",
      ])
  }

  @Test func `what waits for its upload is told`() async throws {
    let app = try await ExampleApp()
    let (manager, notes, show) = (app.manager, app.notes, app.show)
    do {
      let pending = try manager.pendingChanges()
      let isSaved = pending.isEmpty
      #expect(isSaved)
    }
    try notes.set("milk", to: "2 bottles")
    do {
      let pending = try notes.pendingChanges()
      show(pending.isEmpty ? "All is uploaded." : "\(pending.count) changes to upload.")
      #expect(await app.nextLine() == "1 changes to upload.")
      let age = pending.age(at: SyncEnvironment.system.now())
      let isOverdue = age.map { $0 > .seconds(86_400) } ?? false
      #expect(!isOverdue)
    }
    app.line.inject(anyOf: [.refusal("NotAuthorizedException", status: 403)], chance: 1)
    _ = await app.device.failure()
    let pending = try manager.pendingChanges()
    if !pending.isEmpty, let failure = pending.lastError {
      show("\(pending.count) changes wait: \(failure.message)")
    }
    #expect(await app.nextLine()?.hasPrefix("1 changes wait: ") == true)
    if pending.lastError?.code == .notAuthorized { show("Please sign in again.") }
    #expect(await app.nextLine() == "Please sign in again.")
  }

  @Test func `the sizes at the service can be asked for`() async throws {
    let app = try await ExampleApp()
    let manager = app.manager
    try app.notes.set("milk", to: "2 bottles")
    _ = try await app.notes.synchronize()
    try await manager.refreshDatasets()
    let sizes = try manager.datasets().map(\.storageBytes)
    #expect(sizes == [13])
  }

  @Test func `what was written can be put on the disk itself`() async throws {
    let app = try await ExampleApp()
    let (manager, notes, text) = (app.manager, app.notes, "Once upon a time")
    try notes.set("draft", to: text)
    try manager.flush()
    #expect(try notes.value(for: "draft") == text)
  }
}
