import Foundation
import Testing

/// What goes wrong around the game, with the real programs.
@Suite(.serialized) struct RobustnessTests {
  @Test func `the service may be killed and come back while the game goes on`() async throws {
    let sandbox = try Sandbox()
    try sandbox.signIn("laptop", create: true)
    try sandbox.signIn("phone")
    let laptop = try Terminal(sandbox, "laptop")
    try await laptop.openLevel(3)
    try laptop.press("j")
    try await laptop.wait(for: "* synced", "Moves     1")
    for service in sandbox.services { kill(service, SIGKILL) }
    try laptop.press("j", "j")
    try await laptop.wait(for: "Moves     3")
    try await laptop.wait(for: "* synced")
    let phone = try Terminal(sandbox, "phone")
    try await phone.wait(for: "Continue   03")
    try phone.press("Enter")
    try await phone.wait(for: "Moves     3")
  }

  @Test func `A3 without its service the game plays, counts what waits, and catches up later`()
    async throws
  {
    let sandbox = try Sandbox()
    let service = try Service(sandbox)
    let server = ["--server", service.url]
    for (device, flags) in [("laptop", ["--create"]), ("phone", [])] {
      try sandbox.signIn(device, flags + server)
    }
    let laptop = try Terminal(sandbox, "laptop", server)
    try await laptop.openLevel(3)
    try await laptop.wait(for: "* synced")
    service.kill()
    try laptop.press("j", "j", "j", "h")
    try await laptop.wait(for: "Moves     4", "offline", "queued")
    try service.start()
    try await laptop.wait(for: "* synced", within: .seconds(60))
    let phone = try Terminal(sandbox, "phone", server)
    try await phone.wait(for: "Continue   03")
    try phone.press("Enter")
    try await phone.wait(for: "Moves     4")
  }

  @Test func `quitting waits a moment for a service that hangs, and no longer`() async throws {
    let sandbox = try Sandbox()
    let service = try Service(sandbox)
    let server = ["--server", service.url]
    try sandbox.signIn("laptop", ["--create"] + server)
    let laptop = try Terminal(sandbox, "laptop", server)
    try await laptop.openLevel(3)
    try await laptop.wait(for: "* synced")
    service.hang()
    try laptop.press("j", "q")
    // The service's own silence would last ten seconds.
    try await laptop.wait(for: "exit=0", within: .seconds(5))
    let records = try sandbox.records(of: "laptop")
    #expect(records["resume"]?.hasPrefix("1 3 1 laptop") == true)
  }

  @Test func `a damaged store is kept aside, and progress comes back from the account`()
    async throws
  {
    let sandbox = try Sandbox()
    try sandbox.signIn("laptop", create: true)
    let first = try Terminal(sandbox, "laptop", session: "first")
    try await first.openLevel(3)
    try first.press("j", "j")
    try await first.wait(for: "Moves     2", "* synced")
    try first.press("q")
    try await first.wait(for: "exit=0")
    let folder = sandbox.data.appending(path: "devices/laptop")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasPrefix("progress.sqlite") && !name.hasSuffix(".lock") {
      try Data(repeating: 0x5a, count: 50_000).write(to: folder.appending(path: name))
    }
    let second = try Terminal(sandbox, "laptop")
    try await second.wait(for: "damaged")
    try await second.wait(for: "Continue   03")
    try second.press("Enter")
    try await second.wait(for: "Moves     2")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.contains { $0.contains("damaged") })
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func `a signal saves, gives the terminal back and ends with 0`(signal: Int32) async throws {
    let sandbox = try Sandbox()
    let terminal = try Terminal(sandbox, "laptop", ["--offline"])
    try await terminal.openLevel(3)
    try terminal.press("j", "j")
    try await terminal.wait(for: "Moves     2")
    for process in terminal.processes { kill(process, signal) }
    let picture = try await terminal.wait(for: "exit=0")
    #expect(!picture.contains("-echo"))
    #expect(!picture.contains("██"))
    let records = try sandbox.records(of: "laptop")
    #expect(records["resume"]?.hasPrefix("1 3 2 laptop") == true)
  }

  @Test func `resizing shows a notice where there is no room, and loses no key`() async throws {
    let sandbox = try Sandbox()
    let terminal = try Terminal(sandbox, "laptop", ["--offline"])
    try await terminal.openLevel(3)
    try terminal.resize(columns: 40, rows: 12)
    try await terminal.wait(for: "60x20", "40x12")
    try terminal.press("j")
    try terminal.resize(columns: 132, rows: 43)
    try await terminal.wait(for: "Moves     1")
    try terminal.resize(columns: 60, rows: 20)
    try await terminal.wait(for: "Moves     1", "03")
    try terminal.resize(columns: 80, rows: 24)
    try await terminal.wait(for: "Moves     1", "q save and quit")
  }

  @Test(arguments: ["vt100", "screen", "xterm", "xterm-256color", "linux", "tmux-256color"])
  func `each common terminal plays level 1 to the end`(name: String) async throws {
    let sandbox = try Sandbox()
    let terminal = try Terminal(sandbox, "laptop", ["--offline"], variables: ["TERM": name])
    try await terminal.openLevel(1)
    try terminal.press(try Levels.solution(of: 1))
    try await terminal.wait(for: "Solved", "1 000")
  }

  @Test(arguments: [
    ("dumb", "cannot place text"), ("no-such-terminal", "does not know"), ("", "does not say"),
  ])
  func `a terminal that cannot be used is refused with what helps`(
    name: String, words: String
  ) async throws {
    let sandbox = try Sandbox()
    let terminal = try Terminal(sandbox, "laptop", ["--offline"], variables: ["TERM": name])
    let picture = try await terminal.wait(for: "exit=2")
    let text = picture.split(separator: "\n").joined()
    #expect(text.contains("error: ") && text.contains("hint: ") && text.contains(words))
  }

  @Test func `two terminals of one device see each other and share what they play`() async throws {
    let sandbox = try Sandbox()
    try sandbox.signIn("laptop", create: true)
    let first = try Terminal(sandbox, "laptop", session: "first")
    try await first.openLevel(3)
    try first.press("j")
    try await first.wait(for: "Moves     1", "* synced")
    let second = try Terminal(sandbox, "laptop", session: "second")
    try await second.wait(for: "Continue   03")
    try second.press("Enter")
    try await second.wait(for: "Moves     1")
    try second.press("j", "j")
    try await first.wait(for: "laptop-2 is 3 moves into this level.", "Moves     1")
    try first.press("c")
    try await first.wait(for: "Moves     3")
    try first.press("h")
    try await second.wait(for: "laptop is 4 moves into this level.", "Moves     3")
  }

  @Test func `a runtime directory too long for a socket does not keep the service away`() throws {
    let sandbox = try Sandbox()
    let long = sandbox.home.appending(path: String(repeating: "x", count: 120))
    try FileManager.default.createDirectory(
      at: long, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let (status, output) = try Sandbox.run(
      Sandbox.programs.appending(path: "holds").path, ["sign-in", "mira", "--create"],
      environment: sandbox.environment.merging(["XDG_RUNTIME_DIR": long.path]) { $1 },
      input: "\(Sandbox.password)\n")
    #expect(status == 0, "\(output)")
  }

  @Test func `without syncd the game plays, and signing in says what is missing`() async throws {
    let sandbox = try Sandbox()
    let alone = sandbox.home.appending(path: "alone")
    try FileManager.default.createDirectory(at: alone, withIntermediateDirectories: true)
    let program = alone.appending(path: "holds")
    try FileManager.default.linkItem(
      at: Sandbox.programs.appending(path: "holds"), to: program)
    let (status, output) = try Sandbox.run(
      program.path, ["sign-in", "mira"], environment: sandbox.environment,
      input: "\(Sandbox.password)\n")
    #expect(status == 1)
    #expect(output.contains("error: The program 'syncd' is neither beside 'holds'"), "\(output)")
  }

  @Test func `the C locale gives ASCII alone`() async throws {
    let sandbox = try Sandbox()
    let terminal = try Terminal(sandbox, "laptop", ["--offline"], variables: ["LANG": "C"])
    try await terminal.openLevel(1)
    let picture = try await terminal.wait(for: "##")
    #expect(picture.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `without a terminal one line says so and the status is 2`() throws {
    let sandbox = try Sandbox()
    let (status, output) = try Sandbox.run(
      Sandbox.programs.appending(path: "holds").path, ["--offline"],
      environment: sandbox.environment)
    #expect(status == 2)
    #expect(output.hasPrefix("error: "))
    #expect(output.contains("hint: "))
    #expect(!output.contains("Fatal error"))
  }

  @Test(arguments: [
    ["--device", "a/b"], ["--server", "ftp://x"], ["--offline", "--server", "http://x"], ["--nope"],
  ])
  func `wrong usage is refused with 64`(arguments: [String]) throws {
    let sandbox = try Sandbox()
    let (status, output) = try Sandbox.run(
      Sandbox.programs.appending(path: "holds").path, arguments, environment: sandbox.environment)
    #expect(status == 64, "\(output)")
    #expect(output.hasPrefix("error: "), "\(output)")
  }
}
