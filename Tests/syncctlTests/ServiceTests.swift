import Foundation
import TestKit
import Testing

/// Runs of the real programs, `syncctl` against `syncd`.
@Suite(.serialized) struct ServiceTests {
  private let sandbox: Sandbox

  init() throws { sandbox = try Sandbox() }

  /// Makes a pool with one guest; returns how the service is reached, the pool and the guest.
  private func start() async throws -> (options: [String], pool: String, guest: String) {
    let server = try sandbox.serve()
    let options = ["--server", server, "--data", sandbox.file("data")]
    let pool: String = try sandbox.syncctl(
      ["pool", "create", "App", "--guests", "--json"] + options
    ).member("IdentityPoolId")
    return (options, pool, try await sandbox.guest(of: pool, at: server))
  }

  @Test func `a pool is made, listed, changed and deleted`() async throws {
    let (options, pool, guest) = try await start()
    let pools = try sandbox.syncctl(["pool", "list"] + options)
    #expect(pools.lines.first == "POOL                                            NAME")
    #expect(pools.lines.contains("\(pool)  App"))
    let changed = try sandbox.syncctl(
      ["pool", "update", pool, "--name", "Other", "--facebook", "12", "--json"] + options)
    let providers: [String: String] = try changed.member("SupportedLoginProviders")
    #expect(providers == ["graph.facebook.com": "12"])
    let roles: [String: String] = try changed.member("Roles")
    #expect(Set(roles.keys) == ["authenticated", "unauthenticated"])
    let described = try sandbox.syncctl(["pool", "describe", pool] + options)
    #expect(described.lines.contains { $0.hasPrefix("Guests ") && $0.hasSuffix("allowed") })
    let identities = try sandbox.syncctl(["identity", "list", pool, "--json"] + options)
    let listed: [[String: Any]] = try identities.member("Identities")
    #expect(listed.map { $0["IdentityId"] as? String } == [guest])
    #expect(try sandbox.syncctl(["pool", "delete", pool] + options).status == 64)
    #expect(try sandbox.syncctl(["pool", "delete", pool, "--yes"] + options).status == 0)
    let gone = try sandbox.syncctl(["pool", "describe", pool] + options)
    #expect(gone.status == 1)
    #expect(gone.complaint.hasPrefix("error: ResourceNotFoundException: IdentityPool '\(pool)'"))
  }

  @Test func `a service with a certificate of its own is trusted when one says so`() throws {
    let authority = try CertificateAuthority()
    let identity = try authority.identity(for: "127.0.0.1")
    let server = try sandbox.serve(
      "data", listen: "127.0.0.1:0",
      ["--tls-certificate", identity.certificate, "--tls-key", identity.key])
    #expect(server.hasPrefix("https://127.0.0.1:"))
    let list = ["pool", "list", "--server", server, "--data", sandbox.file("data")]
    let stranger = try sandbox.syncctl(list)
    #expect(stranger.status == 1)
    #expect(stranger.complaint.contains("certificate"), "\(stranger.complaint)")
    #expect(try sandbox.syncctl(list + ["--ca-certificate", authority.certificate]).status == 0)
    let named = ["SYNCCTL_CA_CERTIFICATE": authority.certificate]
    #expect(try sandbox.syncctl(list, variables: named).status == 0)
    let missing = try sandbox.syncctl(list + ["--ca-certificate", "/missing.pem"])
    #expect(missing.status == 64)
    #expect(missing.complaint.contains("'/missing.pem'"), "\(missing.complaint)")
  }

  @Test func `a dataset goes out as JSON and comes back as it was`() async throws {
    let (options, pool, guest) = try await start()
    let dataset = [pool, guest, "prefs"]
    let written = #"{"Records":[{"Key":"a","Value":"1"},{"Key":"b","Value":"ä\n"}]}"#
    let imported = try sandbox.syncctl(["dataset", "import"] + dataset + options, input: written)
    #expect(imported.output.hasPrefix("Wrote 2 and removed 0 records"), "\(imported.complaint)")
    let exported = try sandbox.syncctl(["dataset", "export"] + dataset + options)
    let file = sandbox.file("prefs.json")
    try Data(exported.output.utf8).write(to: URL(filePath: file))

    _ = try sandbox.syncctl(
      ["dataset", "import"] + dataset + ["--replace"] + options,
      input: #"{"Records":[{"Key":"a","Value":"2"},{"Key":"c","Value":"3"}]}"#)
    let refused = try sandbox.syncctl(["dataset", "import"] + dataset + [file] + options)
    #expect(refused.status == 1)
    #expect(refused.complaint.contains("changed after the export; nothing was written."))
    let trial = try sandbox.syncctl(
      ["dataset", "import"] + dataset + [file, "--dry-run", "--overwrite", "--replace"] + options)
    #expect(trial.lines.prefix(3) == ["+ a", "+ b", "- c"])
    _ = try sandbox.syncctl(
      ["dataset", "import"] + dataset + [file, "--overwrite", "--replace"] + options)

    let shown = try sandbox.syncctl(["dataset", "show"] + dataset + ["--json"] + options)
    let records: [[String: Any]] = try shown.member("Records")
    #expect(records.map { $0["Key"] as? String } == ["a", "b"])
    #expect(records.map { $0["Value"] as? String } == ["1", "ä\n"])
    let table = try sandbox.syncctl(["dataset", "show"] + dataset + ["--all"] + options)
    #expect(table.lines.count == 4)
    #expect(table.output.contains("ä\\n"))
    #expect(try sandbox.syncctl(["dataset", "delete"] + dataset + ["--yes"] + options).status == 0)
    let listed = try sandbox.syncctl(["dataset", "list", pool, guest] + options)
    #expect(listed.output == "There are no datasets.\n")
    let again = try sandbox.syncctl(["dataset", "import"] + dataset + [file] + options)
    #expect(again.output.hasPrefix("Wrote 2 and removed 0 records"))
  }

  @Test func `what somebody stored does nothing to a terminal`() async throws {
    let (options, pool, guest) = try await start()
    let dataset = [pool, guest, "prefs"]
    _ = try sandbox.syncctl(
      ["dataset", "import"] + dataset + options,
      input: #"{"Records":[{"Key":"\u001b]0;x\u0007","Value":"\u009b2J\u202e"}]}"#)
    for format in [[], ["--json"]] {
      let shown = try sandbox.syncctl(["dataset", "show"] + dataset + format + options)
      #expect(shown.status == 0)
      #expect(
        shown.output.unicodeScalars.allSatisfy {
          $0 == "\n" || !["\u{1b}", "\u{7}", "\u{9b}", "\u{202e}"].contains($0)
        })
      #expect(shown.output.contains(format.isEmpty ? "\\u{9b}2J\\u{202e}" : "\\u009b2J\\u202e"))
    }
  }

  @Test func `usage, roles, push, streams and triggers are shown and set`() async throws {
    let (options, pool, guest) = try await start()
    let usage = try sandbox.syncctl(["usage", pool, guest, "--json"] + options)
    let identity: [String: Any] = try usage.member("IdentityUsage")
    #expect(identity["DatasetCount"] as? Int == 0)
    #expect(try sandbox.syncctl(["usage"] + options).lines.contains { $0.hasPrefix(pool) })
    #expect(try sandbox.syncctl(["usage", pool] + options).status == 0)

    let roles: [[String: Any]] = try sandbox.syncctl(["role", "list", "--json"] + options)
      .member("Roles")
    let name = try #require(roles.first?["RoleName"] as? String)
    let policy = try sandbox.syncctl(["role", "show", name, "--permissions"] + options).output
    let smaller = policy.replacing("cognito-sync:*", with: "cognito-sync:ListRecords")
    let set = try sandbox.syncctl(
      ["role", "set", name, "--permissions", "-"] + options, input: smaller)
    #expect(set.output.contains("cognito-sync:ListRecords"), "\(set.complaint)")
    let refused = try sandbox.syncctl(
      ["role", "set", name, "--trust", "-"] + options, input: #"{"Statement":[{"Effect":"No"}]}"#)
    #expect(refused.status == 1)
    #expect(refused.complaint.contains("Effect"))

    let set1 = try sandbox.syncctl(
      ["pool", "configuration", "set", pool, "--stream", "saves", "--streaming", "enabled"]
        + options)
    #expect(set1.lines.contains("Streaming  ENABLED"), "\(set1.complaint)")
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:check"
    let trigger = try sandbox.syncctl(["pool", "trigger", "set", pool, arn] + options)
    #expect(trigger.lines.contains("Trigger  \(arn)"), "\(trigger.complaint)")
    let removed = try sandbox.syncctl(["pool", "trigger", "remove", pool] + options)
    #expect(removed.lines.contains("Trigger  none"))
    #expect(try sandbox.syncctl(["bulk-publish", "start", pool] + options).status == 0)
    #expect(try sandbox.syncctl(["bulk-publish", "status", pool] + options).status == 0)
    #expect(try sandbox.syncctl(["events", "--since", "1h"] + options).status == 0)
    #expect(try sandbox.syncctl(["health"] + options).output.contains("ok"))
  }

  @Test func `a backup made while the service runs is in order, and can be served`() async throws {
    let (options, pool, guest) = try await start()
    _ = try sandbox.syncctl(
      ["dataset", "import", pool, guest, "prefs"] + options,
      input: #"{"Records":[{"Key":"a","Value":"1"}]}"#)
    let copy = sandbox.file("copy")
    let made = try sandbox.syncctl(
      ["backup", "--data", sandbox.file("data"), copy, "--json"])
    #expect(try made.member("Records") == 1)
    let verified = try sandbox.syncctl(["verify", copy])
    #expect(verified.status == 0)
    #expect(verified.lines.last == "The backup is in order.")
    let again = try sandbox.syncctl(["backup", "--data", sandbox.file("data"), copy])
    #expect(again.status == 1)
    #expect(again.complaint.contains("exists already"))
    sandbox.kill()

    let server = try sandbox.serve("copy")
    let records = try sandbox.syncctl(
      ["dataset", "show", pool, guest, "prefs", "--server", server, "--data", copy])
    #expect(records.lines.count == 2, "\(records.complaint)")
    sandbox.kill()
    try FileManager.default.removeItem(atPath: "\(copy)/secrets/keys.json")
    let damaged = try sandbox.syncctl(["verify", copy])
    #expect(damaged.status == 1)
    #expect(damaged.lines.count == 1)
    #expect(damaged.complaint == "")
  }

  @Test func `wrong credentials are told apart, and no secret is repeated`() throws {
    let server = try sandbox.serve()
    let unknown = try sandbox.syncctl(
      ["pool", "list", "--server", server],
      variables: [
        "SYNCD_ADMIN_ACCESS_KEY": "AKIAUNKNOWNUNKNOWN", "SYNCD_ADMIN_SECRET_KEY": "very-secret-key",
      ])
    #expect(unknown.complaint.hasPrefix("error: UnrecognizedClientException: "))
    let owner = try JSONDecoder().decode(
      [String: String].self,
      from: Data(contentsOf: URL(filePath: sandbox.file("data/admin.json"))))
    let wrong = try sandbox.syncctl(
      ["pool", "list", "--server", server],
      variables: [
        "AWS_ACCESS_KEY_ID": try #require(owner["accessKeyId"]),
        "AWS_SECRET_ACCESS_KEY": "very-secret-key",
      ])
    #expect(wrong.complaint.hasPrefix("error: InvalidSignatureException: "))
    for run in [unknown, wrong] {
      #expect(run.status == 1)
      #expect(run.output == "")
      #expect(run.complaint.contains("(request ") && run.complaint.contains("\nhint: "))
      #expect(!run.complaint.contains("very-secret-key"))
    }
    let region = try sandbox.syncctl(
      ["pool", "list", "--server", server, "--data", sandbox.file("data"), "--region", "eu-x-1"])
    #expect(region.complaint.contains("valid Region, not 'eu-x-1'"))
  }

  @Test func `a service of another region is found out`() throws {
    let server = try sandbox.serve(listen: "127.0.0.1:0", ["--region", "eu-x-1"])
    let pools = try sandbox.syncctl(
      ["pool", "list", "--server", server, "--data", sandbox.file("data")])
    #expect(pools.output.contains("\neu-x-1:"), "\(pools.complaint)")
  }

  @Test func `a service that is away is said to be`() throws {
    let server = try sandbox.serve()
    sandbox.kill()
    for arguments in [["pool", "list"], ["health"]] {
      let run = try sandbox.syncctl(
        arguments + ["--server", server, "--data", sandbox.file("data")])
      #expect(run.status == 1)
      #expect(run.complaint.hasPrefix("error: Nobody answers at '\(server)'.\nhint: "))
    }
    let socket = try sandbox.syncctl(
      ["health", "--server", "unix:\(sandbox.file("missing.sock"))"])
    #expect(socket.complaint.hasPrefix("error: Nobody answers at 'unix:"))
  }

  @Test func `the game's own service is found without being named`() throws {
    let socket = sandbox.file("hundred-holds/syncd-1.sock")
    _ = try sandbox.serve("share/hundred-holds/service", listen: "unix:\(socket)")
    let run = try sandbox.syncctl(["pool", "list"])
    #expect(run.output.contains("Hundred Holds"), "\(run.complaint)")
    #expect(try sandbox.syncctl(["health"]).lines.first == "Service  unix:\(socket)")
  }

  @Test(arguments: [
    ["pool", "list", "--server", "ftp://x"], ["dataset", "show"], ["bogus"], ["pool", "create"],
    ["health", "--server", "http://"],
  ]) func `a wrong use says so, and ends with 64`(arguments: [String]) throws {
    let run = try sandbox.syncctl(
      arguments,
      variables: ["AWS_ACCESS_KEY_ID": "AKIAX", "AWS_SECRET_ACCESS_KEY": "x"])
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.complaint.hasPrefix("error: "))
  }

  @Test func `help and version are no errors`() throws {
    #expect(try sandbox.syncctl(["--version"]).output == "0.1.0\n")
    let help = try sandbox.syncctl(["--help"])
    #expect(help.status == 0)
    #expect(help.complaint == "")
    for command in ["pool", "identity", "dataset", "role", "usage", "events", "backup", "verify"] {
      #expect(help.output.contains("  \(command) "))
    }
  }
}
