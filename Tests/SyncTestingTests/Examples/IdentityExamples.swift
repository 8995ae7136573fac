import SyncClient
import SyncCore
import SyncTesting
import Testing

/// The examples of who a device is: guests, users, and their coming and going.
@Suite(.timeLimit(.minutes(10))) struct IdentityExamples {
  @Test func `a guest becomes a user`() async throws {
    let app = try await ExampleApp(user: nil)
    let (manager, notes, service) = (app.manager, app.notes, app.service)
    do {
      let title = try await manager.credentials.knownIdentity()?.rawValue ?? "Nobody yet"
      #expect(title == "Nobody yet")
    }
    do {
      let identity = try await manager.credentials.identity()
      let isGuest = try await !manager.credentials.isAuthenticated()
      #expect(isGuest && identity.rawValue.hasPrefix("us-east-1:"))
    }
    let provider = try #require(try await service.logins(of: "ada").keys.first)
    let freshToken: @Sendable () async throws -> String = {
      try await service.logins(of: "ada")[provider] ?? ""
    }
    let logins: CredentialsProvider.LoginSource = { [provider: try await freshToken()] }
    #expect(try await logins().count == 1)
    try await manager.credentials.setLogins { [provider: try await freshToken()] }
    _ = try await notes.synchronize()
    let title = try await manager.credentials.isAuthenticated() ? "Sign out" : "Sign in"
    #expect(title == "Sign out")
    try await manager.credentials.clearCredentials()
    _ = try await notes.synchronize()
    #expect(app.line.operations.count { $0 == "GetCredentialsForIdentity" } == 3)
  }

  @Test func `a change of identity is told`() async throws {
    let app = try await ExampleApp()
    let (manager, show) = (app.manager, app.show)
    let changes = manager.identityChangeStream()
    Task {
      for await change in changes { show("This device is \(change.new) now.") }
    }
    let identity = try await manager.credentials.identity()
    #expect(await app.nextLine() == "This device is \(identity) now.")
  }

  @Test(arguments: [
    (IdentityChange.Cause.first, "Your notes came along."),
    (.accountSwitch, "These are the notes of us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee."),
  ])
  func `the cause of a change says whose notes are seen`(
    cause: IdentityChange.Cause, line: String
  ) async throws {
    let app = try await ExampleApp()
    let show = app.show
    let identity = IdentityID("us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")
    let change = IdentityChange(old: nil, new: try #require(identity), cause: cause)
    switch change.cause {
    case .first, .serverMerge, .guestReplaced: show("Your notes came along.")
    case .accountSwitch: show("These are the notes of \(change.new).")
    }
    #expect(await app.nextLine() == line)
    let isSomebodyElse = change.cause == .accountSwitch
    #expect(isSomebodyElse == (cause == .accountSwitch))
  }

  @Test(arguments: [true, false])
  func `signing out asks before work is left behind`(isConfirmed: Bool) async throws {
    let app = try await ExampleApp()
    let (manager, notes, show) = (app.manager, app.notes, app.show)
    _ = try await notes.synchronize()
    try notes.set("milk", to: "2 bottles")
    let isConfirmed: (String) async -> Bool = { question in
      show(question)
      return isConfirmed
    }
    do {
      try await manager.signOut()
    } catch  where error.code == .unsynchronizedChanges {
      if await isConfirmed(error.message) { try await manager.signOut(.keep) }
    }
    #expect(await app.nextLine()?.hasPrefix("1 changes were not uploaded.") == true)
    #expect(try await manager.credentials.isAuthenticated() != isConfirmed(""))
  }

  @Test(arguments: [true, false])
  func `the records of a user are kept or dropped`(isSharedDevice: Bool) async throws {
    let app = try await ExampleApp()
    let (manager, notes) = (app.manager, app.notes)
    _ = try await notes.synchronize()
    try notes.set("milk", to: "2 bottles")
    let choice: SignOutChoice = isSharedDevice ? .discard : .keep
    let pending = try await manager.signOut(choice)
    #expect(pending.count == 1)
    #expect(try notes.values().isEmpty)
    let service = app.service
    try await manager.credentials.setLogins { try await service.logins(of: "ada") }
    _ = try await manager.credentials.identity()
    #expect(try notes.values().isEmpty == isSharedDevice)
  }

  @Test func `an identity is forgotten, or dropped with its records`() async throws {
    let app = try await ExampleApp()
    let (manager, notes) = (app.manager, app.notes)
    try notes.set("milk", to: "2 bottles")
    _ = try await notes.synchronize()
    if let identity = try await manager.credentials.knownIdentity() {
      try manager.wipe(identity)
    }
    #expect(try notes.values().isEmpty)
    #expect(try notes.summary() == nil)
    if try manager.pendingChanges().isEmpty { try await manager.credentials.clear() }
    #expect(try await manager.credentials.knownIdentity() == nil)
    let isConfirmed: (String) async -> Bool = { _ in true }
    if await isConfirmed("Remove all notes from this device?") { try await manager.wipeAll() }
    #expect(try manager.datasets().isEmpty)
  }

  @Test func `identifiers and names are checked`() throws {
    let pool = IdentityPoolID("us-east-1:11111111-2222-3333-4444-555555555555")
    let identity = IdentityID("us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")
    #expect(pool != nil)
    let guest = try #require(identity)
    do {
      let name = DatasetName("Notes")
      let isAllowed = DatasetName("my notes") != nil
      #expect(name?.rawValue == "Notes" && !isAllowed)
    }
    let name = try #require(DatasetName("Notes"))
    let guestNotes = name.merged(from: guest)
    let merged = try #require(guestNotes)
    #expect(merged.rawValue == "Notes.us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")
    let isGuests = name.mergeSource(of: merged) == guest
    #expect(isGuests)
  }
}
