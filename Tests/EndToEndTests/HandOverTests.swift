import Foundation
import Testing

/// One player at two terminals, with the real programs.
@Suite(.serialized) struct HandOverTests {
  /// Fourteen steps from the start of level 3 that do not solve it.
  static let steps = "jjjhhhhhkklhjj".map(String.init)

  @Test func `a level left in the middle goes on at another terminal with its undo history`()
    async throws
  {
    let sandbox = try Sandbox()
    try sandbox.signIn("laptop", create: true)
    let laptop = try Terminal(sandbox, "laptop")
    try await laptop.openLevel(3)
    try laptop.press(Self.steps)
    try await laptop.wait(for: "Moves    14", "* synced")
    try laptop.press("q")
    try await laptop.wait(for: "exit=0")

    let phone = try Terminal(sandbox, "phone")
    try await phone.wait(for: "Sign in, to go on at any terminal")
    try phone.press("Down", "Down", "Enter")
    try await phone.wait(for: "password")
    try phone.type("mira")
    try phone.press("Down")
    try phone.type("not the password")
    try phone.press("Enter")
    try await phone.wait(for: "The name or the password is wrong.")
    try phone.type(Sandbox.password)
    try phone.press("Enter")
    try await phone.wait(for: "Continue   03", "@ mira")
    try phone.press("Enter")
    let picture = try await phone.wait(for: "Moves    14", "03 The Long Way Round")
    let left = try board(try await reopened(in: sandbox))
    let found = try board(picture)
    #expect(found == left)
    try phone.press(Array(repeating: "u", count: 14))
    try await phone.wait(for: "Moves     0")
    try phone.press("u", "y")
    try await phone.wait(for: "Moves     1")
  }

  @Test func `what was on the screen survives kill -9 on this and on the other device`()
    async throws
  {
    let sandbox = try Sandbox()
    try sandbox.signIn("laptop", create: true)
    try sandbox.signIn("phone")
    let laptop = try Terminal(sandbox, "laptop")
    try await laptop.openLevel(3)
    try laptop.press(Self.steps)
    try await laptop.wait(for: "Moves    14", "* synced")
    for process in laptop.processes { kill(process, SIGKILL) }
    try await laptop.wait(for: "exit=137")

    let phone = try Terminal(sandbox, "phone")
    try await phone.wait(for: "Continue   03")
    try phone.press("Enter")
    try await phone.wait(for: "Moves    14")
    let again = try Terminal(sandbox, "laptop", session: "again")
    try await again.wait(for: "Continue   03")
    try again.press("Enter")
    try await again.wait(for: "Moves    14")
  }

  @Test func `both open at once: a banner appears and the board moves only when asked`()
    async throws
  {
    let sandbox = try Sandbox()
    try sandbox.signIn("laptop", create: true)
    try sandbox.signIn("phone")
    let laptop = try Terminal(sandbox, "laptop")
    try await laptop.openLevel(3)
    try laptop.press("j")
    try await laptop.wait(for: "Moves     1", "* synced")
    let phone = try Terminal(sandbox, "phone")
    try await phone.wait(for: "Continue   03")
    try phone.press("Enter")
    try await phone.wait(for: "Moves     1")
    try laptop.press("j", "j")
    try await laptop.wait(for: "Moves     3")
    let picture = try await phone.wait(for: "c continue")
    #expect(picture.contains("Moves     1"))
    #expect(picture.contains("laptop"))
    try phone.press("c")
    try await phone.wait(for: "Moves     3")
    try phone.press("h")
    try await laptop.wait(for: "c continue", "phone")
    try laptop.press("c")
    try await laptop.wait(for: "Moves     4")
  }

  @Test func `boards that went apart are shown, one is chosen and the other is kept`()
    async throws
  {
    let sandbox = try Sandbox()
    try sandbox.signIn("laptop", create: true)
    try sandbox.signIn("phone")
    for (device, steps) in [("laptop", ["j", "j", "j"]), ("phone", ["h", "l"])] {
      let terminal = try Terminal(sandbox, device, session: "\(device)-apart", ["--offline"])
      try await terminal.openLevel(3)
      try terminal.press(steps)
      try await terminal.wait(for: "Moves     \(steps.count)")
      try terminal.press("q")
      try await terminal.wait(for: "exit=0")
    }
    let laptop = try Terminal(sandbox, "laptop")
    try await laptop.wait(for: "Continue   03", "* synced")
    try laptop.press("Enter")
    try await laptop.wait(for: "Moves     3")
    let phone = try Terminal(sandbox, "phone")
    try await phone.wait(for: "Continue   03", "@ mira")
    try await phone.openDivergedLevel()
    try await phone.wait(for: "this terminal", "2 moves", "laptop", "3 moves")
    try phone.press("Escape")
    try await phone.wait(for: "Moves     2", "choose!", "u undo")
    try phone.press("c")
    try await phone.wait(for: "decide later")
    try phone.press("1")
    try await phone.wait(for: "Moves     2", "The other board is kept.")
    try await laptop.wait(for: "phone is 2 moves", "Moves     3")
    try laptop.press("c")
    try await laptop.wait(for: "Moves     2")
    let records = try sandbox.records(of: "laptop")
    #expect(records["alt.003"]?.contains("3d") == true)
  }

  @Test func `results of both devices survive playing apart, and the score never falls`()
    async throws
  {
    let sandbox = try Sandbox()
    try sandbox.signIn("laptop", create: true)
    try sandbox.signIn("phone")
    for (device, level) in [("laptop", 1), ("phone", 2)] {
      let terminal = try Terminal(sandbox, device, session: "\(device)-apart", ["--offline"])
      try await terminal.openLevel(level)
      try terminal.press(try Levels.solution(of: level))
      try await terminal.wait(for: "Solved")
      try terminal.press("q")
      try await terminal.wait(for: "exit=0")
    }
    let laptop = try Terminal(sandbox, "laptop")
    let phone = try Terminal(sandbox, "phone")
    try await laptop.wait(for: "2 000 points", "* synced")
    try await phone.wait(for: "2 000 points", "* synced")
    let records = try sandbox.records(of: "phone")
    #expect(records["highScore"] == "2000")
    #expect(records["best.001"] != nil && records["best.002"] != nil)
  }

  /// Returns the rows of the picture that hold the board.
  private func board(_ picture: String) throws -> [Substring] {
    let rows = picture.split(separator: "\n").map { $0.prefix(58) }.filter { $0.contains("██") }
    try #require(rows.count == 6)
    return rows
  }

  private func reopened(in sandbox: Sandbox) async throws -> String {
    let again = try Terminal(sandbox, "laptop", session: "reopened")
    try await again.wait(for: "Continue   03")
    try again.press("Enter")
    return try await again.wait(for: "Moves    14")
  }
}
