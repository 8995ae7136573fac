import CommandProgram
import Foundation
import Testing

@testable import syncctl

/// Option, then environment, then what is found.
@Suite struct ConnectionSettingsTests {
  private let home = FileManager.default.temporaryDirectory.appending(path: "sc-\(UUID())")

  private func settings(
    server: String? = nil, data: String? = nil, _ environment: [String: String] = [:],
    sockets: [EmbeddedSocket] = []
  ) throws -> ConnectionSettings {
    try ConnectionSettings(
      server: server, data: data, region: nil, environment: environment, sockets: { _ in sockets })
  }

  private func makeOwner(_ name: String, in directory: String) throws {
    let folder = home.appending(path: directory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(#"{"accessKeyId":"\#(name)","secretAccessKey":"secret"}"#.utf8)
      .write(to: folder.appending(path: "admin.json"))
  }

  @Test func `a given server is better than the environment, which is better than a socket`()
    throws
  {
    let socket = EmbeddedSocket(path: "/run/x.sock", dataDirectory: "/data")
    let environment = ["SYNCCTL_SERVER": "http://two"]
    #expect(
      try settings(server: "http://one", environment, sockets: [socket]).server == "http://one")
    #expect(try settings(environment, sockets: [socket]).server == "http://two")
    #expect(try settings(sockets: [socket]).server == "unix:/run/x.sock")
    #expect(try settings(["SYNCCTL_SERVER": ""]).server == "http://127.0.0.1:8420")
  }

  @Test func `a socket of another data directory is not meant, and of two none is chosen`() throws {
    let (one, two) = (
      EmbeddedSocket(path: "/run/1", dataDirectory: "/one"),
      EmbeddedSocket(path: "/run/2", dataDirectory: "/two")
    )
    #expect(try settings(data: "/other", sockets: [one]).server == "http://127.0.0.1:8420")
    #expect(try settings(data: "/two", sockets: [one, two]).server == "unix:/run/2")
    #expect(throws: Failure.self) { try settings(sockets: [one, two]) }
  }

  @Test func `credentials come from a given directory, the environment, or the usual place`() throws
  {
    defer { try? FileManager.default.removeItem(at: home) }
    try makeOwner("GIVEN", in: "given")
    try makeOwner("USUAL", in: "syncd")
    let own = ["SYNCD_ADMIN_ACCESS_KEY": "OWN", "SYNCD_ADMIN_SECRET_KEY": "s"]
    let general = ["AWS_ACCESS_KEY_ID": "GENERAL", "AWS_SECRET_ACCESS_KEY": "s"]
    let base = ["XDG_DATA_HOME": home.path]
    let given = home.appending(path: "given").path
    func name(_ settings: ConnectionSettings) throws -> String { "\(try settings.credentials())" }
    #expect(try name(settings(data: given, own)) == "SigningCredentials(GIVEN)")
    #expect(
      try name(settings(own.merging(general) { $1 })) == "SigningCredentials(OWN)")
    #expect(try name(settings(base.merging(general) { $1 })) == "SigningCredentials(GENERAL)")
    #expect(try name(settings(base)) == "SigningCredentials(USUAL)")
  }

  @Test func `half of the credentials, none, and a damaged file are named`() throws {
    defer { try? FileManager.default.removeItem(at: home) }
    try makeOwner("X", in: "given")
    let file = home.appending(path: "given/admin.json")
    try Data("{".utf8).write(to: file)
    let half = #expect(throws: Failure.self) {
      try settings(["AWS_ACCESS_KEY_ID": "x"]).credentials()
    }
    #expect(half?.kind == .usage)
    let none = #expect(throws: Failure.self) { try settings().credentials() }
    #expect(none?.message == "The owner's credentials are not known.")
    let damaged = #expect(throws: Failure.self) {
      try settings(data: home.appending(path: "given").path).credentials()
    }
    #expect(damaged?.message.contains(file.path) == true)
    let missing = #expect(throws: Failure.self) {
      try settings(data: home.appending(path: "absent").path).credentials()
    }
    #expect(missing?.message.contains("There is no 'admin.json'") == true)
  }
}
