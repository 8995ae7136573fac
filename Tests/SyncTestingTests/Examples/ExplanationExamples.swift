import SyncClient
import SyncCore
import SyncTesting
import Testing

/// The examples of why a key has the text it has.
@Suite(.timeLimit(.minutes(10))) struct ExplanationExamples {
  @Test func `an edit is explained before and after its upload`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    try notes.set("milk", to: "2 bottles")
    if let explanation = try notes.explanation(of: "milk") {
      let writer = explanation.origin.device ?? "some device"
      show(explanation.isUploaded ? "By \(writer)." : "Only on this device so far.")
    }
    #expect(await app.nextLine() == "Only on this device so far.")
    _ = try await notes.synchronize()
    let explanation = try #require(try notes.explanation(of: "milk"))
    let origin = explanation.origin
    show("\(origin.device ?? "A device") wrote version \(origin.syncCount).")
    #expect(await app.nextLine() == "A device wrote version 1.")
  }

  @Test func `an explanation is told in sentences`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    try await app.disagree(here: "2 bottles", elsewhere: "3 bottles")
    _ = try await notes.synchronize()
    if let explanation = try notes.explanation(of: "milk") {
      show("\(explanation)")
      for entry in explanation.history { show("\(entry)") }
    }
    let line = await app.nextLine()
    #expect(line?.contains("the rule 'last writer wins' decided for this device") == true)
  }

  @Test func `a conflict is explained with what the other side held`() async throws {
    let app = try await ExampleApp()
    let (notes, show) = (app.notes, app.show)
    try await app.disagree(here: "2 bottles", elsewhere: "3 bottles")
    _ = try await notes.synchronize()
    let explanation = try #require(try notes.explanation(of: "milk"))
    switch explanation.cause {
    case .edited, .uploaded: show("You wrote this here.")
    case .conflict(_, let rule, _): show("Two devices disagreed: \(rule).")
    default: show("\(explanation)")
    }
    #expect(await app.nextLine() == "Two devices disagreed: last writer wins.")
    if case .conflict(let winner, _, let remote) = explanation.cause, winner != .remote {
      show("The other text was: \(remote ?? "none")")
    }
    #expect(await app.nextLine() == "The other text was: 3 bottles")
    let former = explanation.history.filter(\.changesText).compactMap(\.replaced)
    #expect(former.isEmpty)
  }

  @Test func `a former text is found in the journal`() async throws {
    let app = try await ExampleApp()
    let notes = app.notes
    try notes.set("milk", to: "2 bottles")
    _ = try await notes.synchronize()
    try await app.writeElsewhere(["milk": "3 bottles"])
    _ = try await notes.synchronize()
    let explanation = try #require(try notes.explanation(of: "milk"))
    let former = explanation.history.filter(\.changesText).compactMap(\.replaced)
    #expect(former == ["2 bottles"])
  }
}
