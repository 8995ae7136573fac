import Foundation
import ServerStorage
import Testing
import TestKit

/// The directory of one service.
@Suite struct DataDirectoryTests {
  private static func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func `a missing directory is made, with its parents, for its user alone`() throws {
    let root = try TemporaryDirectory()
    let directory = try DataDirectory("\(root.path)/one/two")
    #expect(try Self.permissions(directory.path) == 0o700)
  }

  @Test func `a secret is made once and stays private`() throws {
    let root = try TemporaryDirectory()
    let directory = try DataDirectory(root.path)
    let first = try directory.secret(named: "signing") { () throws(StorageFailure) in [1, 2, 3] }
    let second = try directory.secret(named: "signing") { () throws(StorageFailure) in [9] }
    #expect(first == [1, 2, 3])
    #expect(second == [1, 2, 3])
    #expect(try Self.permissions("\(root.path)/secrets/signing") == 0o600)
    try directory.replaceSecret(named: "signing", with: [4])
    #expect(try directory.secret(named: "signing") { () throws(StorageFailure) in [9] } == [4])
    #expect(try Self.permissions("\(root.path)/secrets") == 0o700)
  }

  @Test func `the database belongs to its user alone`() async throws {
    let root = try TemporaryDirectory()
    let store = try root.open()
    #expect(try Self.permissions(root.databasePath) == 0o600)
    await store.close()
  }

  @Test func `a file in the way is reported with its path`() throws {
    let root = try TemporaryDirectory()
    try Data().write(to: URL(filePath: "\(root.path)/file"))
    let error = #expect(throws: StorageFailure.self) { try DataDirectory("\(root.path)/file/x") }
    #expect(error?.kind == .cannotOpen)
    #expect(error?.detail.contains("/file/x") == true)
  }
}
