import SyncClient
import SyncCore
import SyncTesting
import Testing

/// What only the articles and the README show.
@Suite(.timeLimit(.minutes(10))) struct ArticleExamples {
  @Test func `a second device prints what came`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    try await app.writeElsewhere(["milk": "2 bottles"])
    let result = try await notes.synchronize()
    for key in result.changedKeys {
      print(key, try notes.value(for: key.rawValue) ?? "was removed")
    }
    #expect(result.changedKeys.map(\.rawValue) == ["milk"])
  }

  @Test func `an edit waits for the service`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    _ = try await notes.synchronize()
    await app.service.stop()
    try notes.set("milk", to: "3 bottles")
    try notes.synchronizeWhenPossible()
    let pending = try notes.pendingChanges()
    show("\(pending.count) changes to upload")
    #expect(await app.nextLine() == "1 changes to upload")
  }

  @Test func `a note reaches the phone although an answer is lost`() async throws {
    let folder = TemporaryFolder()
    let (laptopFile, phoneFile) = (folder.path("laptop.sqlite"), folder.path("phone.sqlite"))
    func device(_ file: String, on service: TestService, _ line: FaultPlan) throws -> Dataset {
      let manager = try SyncManager(
        service.configuration(storePath: file), transport: service.transport.injecting(line),
        environment: service.clock.environment(), logins: { try await service.logins(of: "mira") })
      return try manager.dataset("Notes")
    }
    let service = try await TestService()
    let line = FaultPlan()
    let laptop = try device(laptopFile, on: service, line)
    let phone = try device(phoneFile, on: service, FaultPlan())
    line.inject(.loseReply, next: "UpdateRecords")
    try laptop.set("milk", to: "2 bottles")
    _ = try await laptop.synchronize()
    _ = try await phone.synchronize()
    #expect(try phone.value(for: "milk") == "2 bottles")
  }

  @Test func `the README's callbacks and questions work`() async throws {
    let app = try await ExampleApp()
    let (manager, progress, show) = (app.manager, app.notes, app.show)
    try await app.disagree(on: "level", here: "41", elsewhere: "42")
    let pending = try manager.pendingChanges()
    show("\(pending.count) changes wait. \(pending.lastError?.message ?? "")")
    #expect(await app.nextLine() == "1 changes wait. ")
    var callbacks = SyncCallbacks()
    callbacks.onConflicts = { report in
      let higher = report.conflicts.map { conflict in
        let here = conflict.local.value.flatMap { Int($0) } ?? 0
        let there = conflict.remote.value.flatMap { Int($0) } ?? 0
        return (conflict.key, here > there ? ConflictResolution.local : .remote)
      }
      return .resolve(Dictionary(uniqueKeysWithValues: higher), rule: "the higher level wins")
    }
    _ = try await progress.synchronize(callbacks)
    #expect(try progress.value(for: "level") == "42")
    if let explanation = try progress.explanation(of: "level") { show("\(explanation)") }
    #expect(await app.nextLine()?.contains("'the higher level wins'") == true)
    try await manager.signOut()
    #expect(try progress.values().isEmpty)
  }
}
