import SyncClient
import SyncCore
import TestKit
import Testing

/// Signing out without losing work unasked (cognito-sync.md 6.5).
@Suite struct SignOutTests {
  private static let login = ["accounts": "anna"]

  private func member() async throws -> Bench {
    let bench = try Bench(logins: { Self.login })
    try bench.dataset().set("a", to: "1")
    _ = try await bench.dataset().synchronize()
    return bench
  }

  @Test func `a user whose work is uploaded is signed out at once`() async throws {
    let bench = try await member()
    let pending = try await bench.manager.signOut()
    #expect(pending.isEmpty)
    #expect(try await bench.manager.credentials.knownIdentity() == nil)
    #expect(try bench.dataset().values().isEmpty)
  }

  @Test func `work that is not uploaded keeps the user signed in unless the app says so`()
    async throws
  {
    let bench = try await member()
    try bench.dataset().set(["b": "2", "c": "3"])
    let identity = try await bench.identity()
    let error = await #expect(throws: SyncError.self) { try await bench.manager.signOut() }
    #expect(error?.code == .unsynchronizedChanges)
    #expect(error?.message.hasPrefix("2 changes were not uploaded.") == true)
    #expect(try await bench.manager.credentials.knownIdentity() == identity)
    #expect(try bench.dataset().values() == ["a": "1", "b": "2", "c": "3"])
    _ = try await bench.dataset().synchronize()
    try await bench.manager.signOut()
  }

  @Test func `C-073 kept work reappears when the same user returns`() async throws {
    let bench = try await member()
    try bench.dataset().set("b", to: "2")
    #expect(try await bench.manager.signOut(.keep).count == 1)
    #expect(try bench.dataset().values().isEmpty)
    try await bench.manager.credentials.setLogins { Self.login }
    _ = try await bench.identity()
    #expect(try bench.dataset().values() == ["a": "1", "b": "2"])
    #expect(try bench.dataset().isChanged("b"))
  }

  @Test func `discarded work is gone, and what was uploaded comes back`() async throws {
    let bench = try await member()
    try bench.dataset().set("b", to: "2")
    #expect(try await bench.manager.signOut(.discard).count == 1)
    try await bench.manager.credentials.setLogins { Self.login }
    _ = try await bench.identity()
    #expect(try bench.dataset().values().isEmpty)
    _ = try await bench.dataset().synchronize()
    #expect(try bench.dataset().values() == ["a": "1"])
  }

  @Test(arguments: [SignOutChoice.refuse, .keep, .discard])
  func `a guest has nothing to sign out of and loses nothing`(choice: SignOutChoice) async throws {
    let bench = try Bench()
    try bench.dataset().set("a", to: "1")
    let identity = try await bench.identity()
    try await bench.manager.signOut(choice)
    #expect(try await bench.manager.credentials.knownIdentity() == identity)
    #expect(try bench.dataset().values() == ["a": "1"])
  }
}
