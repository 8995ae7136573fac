import Foundation
import Testing

/// Several processes of the notes tool on one local file, with the real service.
struct SharedStoreTests {
  private let service: Service
  private let laptop: Device
  private let phone: Device

  init() async throws {
    service = try Service()
    let description = try await service.describe()
    laptop = Device(
      "laptop", in: service.directory, server: service.url, pool: description.identityPoolId)
    phone = Device(
      "phone", in: service.directory, server: service.url, pool: description.identityPoolId)
    let token = try await service.account(clientID: description.clientId)
    for device in [laptop, phone] {
      try device.succeed("login", description.loginProvider, token)
    }
  }

  @Test func `processes that write and synchronise one file at once lose no note`() async throws {
    try laptop.succeed("sync")
    let writers = (0..<3).map { writer in
      Task.detached { [laptop] in
        for number in 0..<6 {
          _ = try laptop.add("note \(writer).\(number)")
          if number % 3 == writer { try laptop.succeed("sync") }
        }
      }
    }
    for writer in writers { try await writer.value }
    try laptop.succeed("sync")
    try phone.succeed("sync")
    let expected = (0..<3).flatMap { writer in (0..<6).map { "note \(writer).\($0)" } }
    for device in [laptop, phone] {
      let notes = try device.succeed("list").map { line in
        line.split(separator: " ", omittingEmptySubsequences: true).dropFirst()
          .joined(separator: " ")
      }
      #expect(notes.sorted() == expected)
    }
  }

  @Test func `a damaged file of notes comes back from the service, and the old one is kept`() throws
  {
    let id = try laptop.add("buy milk")
    try laptop.succeed("sync")
    let store = service.directory.appending(path: "laptop.sqlite")
    try Data("no notes at all".utf8).write(to: store)
    #expect(try laptop.succeed("list").isEmpty)
    #expect(try laptop.succeed("sync") == ["< \(id) buy milk", "1 changed here, 0 uploaded."])
    let files = try FileManager.default.contentsOfDirectory(atPath: service.directory.path)
    #expect(files.count { $0.hasPrefix("laptop.sqlite.damaged-") } >= 1)
  }
}
