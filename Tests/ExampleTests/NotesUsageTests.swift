import Foundation
import Testing

/// What the notes tool says to users who are mistaken; no service is needed for that.
struct NotesUsageTests {
  private func run(
    _ words: [String], pool: String = "us-east-1:0"
  ) throws -> (status: Int32, output: [String], errors: [String]) {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try Device("laptop", in: directory, server: "http://127.0.0.1:1", pool: pool).run(words)
  }

  @Test func `a note that is not there is told in a sentence`() throws {
    let failure = try run(["edit", "nothing", "text"])
    #expect(failure.status == 1)
    #expect(failure.errors == ["notes: There is no note 'nothing'."])
  }

  @Test func `a pool that is none is told in a sentence`() throws {
    let failure = try run(["list"], pool: "notes")
    #expect(failure.status == 1)
    #expect(failure.errors == ["notes: 'notes' is not the id of an identity pool."])
  }

  @Test(arguments: [
    [], ["shout"], ["add"], ["edit", "id"], ["why"], ["list", "all"], ["--shout", "1"],
  ])
  func `wrong usage is answered with the usage`(words: [String]) throws {
    let failure = try run(words)
    #expect(failure.status == 64)
    #expect(failure.errors.first?.hasPrefix("usage: Notes") == true)
  }
}
