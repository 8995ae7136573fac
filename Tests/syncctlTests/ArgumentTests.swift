import CommandProgram
import ArgumentParser
import IdentityCore
import SyncCore
import Testing

@testable import syncctl

/// What is refused before anything is asked of a service.
@Suite struct ArgumentTests {
  private static let pool = "us-east-1:11111111-2222-3333-4444-555555555555"
  private static let identity = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"

  @Test(arguments: [
    ["bogus"], ["dataset", "show"], ["dataset", "show", "x", identity, "prefs"],
    ["dataset", "show", pool, identity, "no spaces"], ["dataset", "list", pool],
    ["dataset", "list", pool, identity, "--limit", "0"],
    ["dataset", "list", pool, identity, "--limit", "many"], ["usage", "nonsense"],
    ["identity", "delete"], ["pool", "update", pool], ["pool", "configuration", "set", pool],
    ["pool", "configuration", "set", pool, "--no-push", "--push-role", "x"],
    ["pool", "configuration", "set", pool, "--streaming", "maybe"],
    ["pool", "trigger", "set", pool, ""],
    ["pool", "create", "App", "--openid", "login.example.com"],
    ["events", "--since", "yesterday"], ["role", "set", "R"],
    ["role", "set", "R", "--permissions", "-", "--trust", "-"],
    ["role", "show", "R", "--permissions", "--trust"], ["backup"], ["verify"],
  ]) func `a wrong use is refused`(arguments: [String]) throws {
    let error = #expect(throws: (any Error).self) { try SyncctlCommand.parseAsRoot(arguments) }
    #expect(SyncctlCommand.exitCode(for: try #require(error)) == .validationFailure)
  }

  @Test func `what only one program may do needs a word when nobody can be asked`() throws {
    let options = try ConfirmationOptions.parse([])
    #expect(throws: Failure(kind: .usage, message: "Gone.", hint: "Say so with --yes.")) {
      try options.require("Gone.")
    }
    try ConfirmationOptions.parse(["--yes"]).require("Gone.")
  }

  @Test(arguments: [
    ("2026-07-30", 1_785_369_600_000), ("2026-07-30T12:00:00", 1_785_412_800_000),
    ("2026-07-30T12:00:00Z", 1_785_412_800_000), ("90s", -90_000), ("15m", -900_000),
    ("24h", -86_400_000), ("7d", -604_800_000),
  ]) func `moments are read`(text: String, milliseconds: Int64) {
    let moment = Moment.read(text, now: Timestamp(milliseconds: 0))
    #expect(moment == Timestamp(milliseconds: milliseconds))
  }

  @Test(arguments: ["", "soon", "h", "-1h", "2026-13-01", "2026-07-30 12:00", "99999999d"])
  func `what is no moment is refused`(text: String) {
    #expect(Moment.read(text, now: Timestamp(milliseconds: 0)) == nil)
  }

  @Test(arguments: [
    ("https://login.example.com", "login.example.com"), ("http://localhost:1/a/", "localhost:1/a"),
  ]) func `an issuer is known by its host and path`(issuer: String, key: String) {
    #expect(PoolWishes.host(ofIssuer: issuer) == key)
  }

  @Test(arguments: ["login.example.com", "https://", "ftp://x", "https://x?y", "https://a b"])
  func `what is no issuer is refused`(issuer: String) {
    #expect(PoolWishes.host(ofIssuer: issuer) == nil)
  }
}
