import Screen
import Testing

@testable import Game

@Suite struct StatusTests {
  @Test(
    arguments: [
      (.guest, "guest"), (.synced, "* synced"), (.saving, "~ saving"),
      (.offline(queued: 4), "- offline 4 queued"), (.choose, "choose!"),
      (.signInEnded, "! sign in again"),
      (.problem("The clock of this device is wrong."), "! not synced"),
    ] as [(SyncStatus, String)])
  func `the first line says how far progress has got`(status: SyncStatus, words: String) {
    var session = Session(shared: ["playerName": "Mira"])
    session.press(.enter)
    #expect(session.send(.syncChanged(status)) == [])
    let line = session.text.split(separator: "\n")[0]
    #expect(line.hasSuffix(" \(words)  @ Mira"))
  }

  @Test func `a reason why syncing stopped is in the last line`() {
    var session = Session.playing(3)
    session.send(.syncChanged(.problem("The clock of this device is wrong.")))
    #expect(session.lastLine == " Not synced: The clock of this device is wrong.")
  }

  @Test func `failing to save is told until it works again, and play goes on`() {
    var session = Session.playing(3)
    session.send(.saveFailed("The disk is full."))
    session.walk("rR")
    #expect(session.lastLine == " Not saved: The disk is full.")
    #expect(session.moves == "rR")
    session.send(.saveRecovered)
    #expect(session.lastLine == " Everything is saved again.")
    session.send(.woke(.message))
    #expect(session.lastLine == "")
    #expect(session.send(.saveRecovered) == [])
  }

  @Test func `a notice stays for a while`() {
    var session = Session.playing(3)
    #expect(
      session.send(.noticed("A damaged file was put aside."))
        == [.wake(after: .seconds(8), .message)])
    #expect(session.lastLine == " A damaged file was put aside.")
  }

  @Test func `whoever has not solved anything is told what to do`() {
    var session = Session.playing(1)
    #expect(
      session.lastLine == " You are @: push every crate [] onto a goal .. with the arrow keys.")
    session.send(.resized(Size(columns: 60, rows: 20)))
    #expect(session.lastLine == " Arrow keys move @: push each [] onto a .. goal.")
    session.press("n")
    #expect(session.lastLine == "")
    var experienced = Session(shared: Records.middle)
    experienced.go(to: 1)
    #expect(experienced.lastLine == "")
  }

  @Test func `names that would steer the terminal are harmless`() {
    var session = Session(shared: [
      "playerName": "\u{1B}[2J", "dev.phone": "1 3 0 1700000000 \u{202E}evil",
    ])
    session.press(.enter)
    let scalars = session.text.unicodeScalars
    #expect(scalars.allSatisfy { $0.value == 10 || (0x20..<0x7F).contains($0.value) })
  }

  @Test func `names in other scripts are question marks in ASCII and whole in Unicode`() {
    var plain = Session(shared: ["playerName": "漢Zoë"])
    plain.press(.enter)
    #expect(plain.text.contains("@ ??Zo?"))
    var rich = Session(glyphs: .unicode, shared: ["playerName": "漢Zoë"])
    rich.press(.enter)
    #expect(rich.text.contains("@ 漢Zoë"))
  }
}
