import Foundation
import Testing

/// One terminal with a program in it: a tmux session whose keys are pressed and whose picture is
/// read, as a player would.
struct Terminal {
  private let sandbox: Sandbox
  private let device: String
  private let session: String

  /// Starts `holds` for `device` in a new terminal; `session` tells two of one device apart.
  init(
    _ sandbox: Sandbox, _ device: String, session: String? = nil, _ arguments: [String] = [],
    columns: Int = 80, rows: Int = 24, variables: [String: String] = [:]
  ) throws {
    self.device = device
    self.sandbox = sandbox
    self.session = session ?? device
    let assignments = sandbox.environment
      .merging(["TERM": "tmux-256color"]) { $1 }.merging(variables) { $1 }.map { "\($0)=\($1)" }
      .sorted()
    let program = Sandbox.programs.appending(path: "holds").path
    // The shell stays, so that what the program leaves on the terminal can be seen.
    let command =
      (["env", "-i"] + assignments.map(Self.quoted) + [program, "--device", device] + arguments)
      .joined(separator: " ")
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-s", self.session, "-x", "\(columns)", "-y",
      "\(rows)",
      "\(command); echo exit=$?; stty -a | grep -o -- '-\\?echo\\b'; exec cat")
  }

  /// Presses keys by their tmux names, such as `Enter`, `Up`, `q`.
  func press(_ keys: String...) throws { try press(keys) }

  /// Presses keys by their tmux names.
  func press(_ keys: [String]) throws { try tmux(["send-keys", "-t", session] + keys) }

  /// Types a text.
  func type(_ text: String) throws { try tmux("send-keys", "-t", session, "-l", text) }

  /// Changes the terminal's extent.
  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-t", session, "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Returns what is on the screen.
  func picture() throws -> String { try tmux("capture-pane", "-p", "-t", session) }

  /// The process of the program.
  var processes: [pid_t] { sandbox.processes(named: "holds", with: device) }

  /// Goes from the title to a level of the first chapter.
  func openLevel(_ number: Int) async throws {
    try await wait(for: "arrows and Enter choose")
    try press("Enter")
    try await wait(for: "u undo")
    try press("g")
    try await wait(for: "level")
    try type(String(number))
    try press("Enter")
    try await wait(for: String(number < 10 ? "0\(number)" : "\(number)"), "Moves")
  }

  /// Goes from the title to the level where two boards differ.
  func openDivergedLevel() async throws {
    let isOffered = try await eventually(within: .seconds(20)) {
      let picture = try picture()
      if picture.contains("decide later") { return true }
      if picture.contains("arrows and Enter choose") { try press("Enter") }
      if picture.contains("choose!") { try press("c") }
      return false
    }
    #expect(isOffered)
  }

  /// Waits until the screen shows all of `texts`, and returns the picture; a picture that never
  /// comes is recorded as a failure.
  @discardableResult
  func wait(
    for texts: String..., within limit: Duration = .seconds(20),
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    var picture = ""
    let isShown = try await eventually(within: limit) {
      // A picture counts when it has come whole, that is, when the next look shows the same.
      let previous = picture
      picture = try self.picture()
      return picture == previous && texts.allSatisfy { picture.contains($0) }
    }
    if !isShown {
      Issue.record("\(texts) never appeared in:\n\(picture)", sourceLocation: sourceLocation)
    }
    return picture
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try Sandbox.run("/usr/bin/env", ["tmux", "-L", sandbox.tmuxSocket] + arguments).output
  }

  private static func quoted(_ text: String) -> String { "'\(text)'" }
}

/// Asks `condition` until it holds, and tells whether it did within `limit`.
///
/// Another process is watched here, which tells nobody when its picture is complete.
func eventually(within limit: Duration, _ condition: () throws -> Bool) async throws -> Bool {
  let clock = ContinuousClock()
  let deadline = clock.now.advanced(by: limit)
  while clock.now < deadline {
    if try condition() { return true }
    try await Task.sleep(for: .milliseconds(20))
  }
  return try condition()
}
