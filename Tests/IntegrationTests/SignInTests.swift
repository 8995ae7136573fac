import PuzzleRules
import Game
import IdentityCore
import SyncClient
import SyncCore
import Testing

@testable import holds
import TestKit

/// A guest's way to an account and back, through the game's own link.
@MainActor @Suite struct SignInTests {
  /// Points G-070 and following: a new account takes over the guest's very identity.
  @Test func `C-063 a guest who makes an account keeps identity and progress`() async throws {
    let service = try await Service()
    let guest = try await Device("laptop", on: service)
    try guest.solve(1)
    try guest.play("ll", atLevel: 3)
    try await guest.synchronize()
    let before = (identity: try await guest.identity(), records: try guest.shared.values())
    let link = try ProgressLink(guest.settings)
    #expect(await link.create("ada") == .created(name: "ada"))
    #expect(try await link.manager.credentials.identity() == before.identity)
    #expect(try await link.manager.credentials.isAuthenticated())
    #expect(try link.shared.values() == before.records)
    await link.stop(within: .seconds(5))
  }

  /// Point G-073: nothing of either side is lost, and the better result of each level stays.
  @Test func `B-44 a guest who joins an account with progress brings everything along`()
    async throws
  {
    let service = try await Service()
    let member = try await Device("phone", on: service)
    try await member.signIn("ada", isNew: true)
    try member.solve(1, "LrlLdlU")
    try member.solve(2)
    try member.play("dd", atLevel: 3)
    try await member.synchronize()
    let guest = try await Device("laptop", on: service)
    try guest.solve(1, "LLdlU")
    try guest.solve(2, "RlrurDD")
    try guest.solve(4)
    try guest.play("ll", atLevel: 3)
    try guest.play("r", atLevel: 5)
    try await guest.synchronize()
    let old = try await guest.identity()
    let (mine, theirs) = (try guest.progress, try member.progress)

    let link = try ProgressLink(guest.settings)
    #expect(await link.signIn("ada") == .signedIn(name: "ada"))
    try await member.synchronize()
    let records = try link.shared.values()
    #expect(try member.shared.values() == records)
    for level in 1...5 {
      let best = try member.progress.best(ofLevel: level)
      #expect(best == [mine, theirs].compactMap { $0.best(ofLevel: level) }.max())
    }
    #expect(try member.progress.highScore == member.progress.totalScore)
    #expect(records["wip.003"] == theirs.shared["wip.003"])
    #expect(try link.device.value(for: "mine.003") == mine.shared["wip.003"])
    #expect(records["wip.005"] == mine.shared["wip.005"])

    let identity = try await link.manager.credentials.identity()
    #expect(try await identity == member.identity())
    #expect(try await service.datasets(of: identity) == ["GameInfo"])
    await #expect(throws: (any Error).self) { try await service.datasets(of: old) }
    #expect(try link.manager.datasets().map(\.name.rawValue) == ["GameInfo"])
    await link.stop(within: .seconds(5))
  }

  @Test func `whoever played before there was a service brings it into the account`() async throws {
    let service = try await Service()
    let member = try await Device("phone", on: service)
    try await member.signIn("ada", isNew: true)
    try member.solve(2)
    try await member.synchronize()

    let folder = try TemporaryDirectory()
    let line = Line(to: service)
    line.cut()
    let link = try ProgressLink(try Device.settings("laptop", line, folder, service))
    let offline = GameRecords(
      shared: link.shared, kept: link.device, deviceID: "laptop", pack: link.settings.pack)
    try offline.solve(1)
    try offline.play("ll", atLevel: 3)
    guard case .unanswered = await link.signIn("ada") else {
      Issue.record("Nobody can sign in without a service.")
      return
    }
    line.mend()
    #expect(await link.signIn("ada") == .signedIn(name: "ada"))
    try await member.synchronize()
    #expect(try link.shared.values() == member.shared.values())
    let progress = try member.progress
    #expect(progress.best(ofLevel: 1) != nil)
    #expect(progress.best(ofLevel: 2) != nil)
    #expect(progress.board(atLevel: 3)?.attempt.cursor == 2)
    #expect(try await service.datasets(of: member.identity()) == ["GameInfo"])
    await link.stop(within: .seconds(5))
  }

  /// The records meet later then, and by themselves, on a device that knew both sides.
  @Test(arguments: ["GetCredentialsForIdentity", "ListRecords", "DeleteDataset"], [true, false])
  func `a guest's board is kept even when the sign-in was interrupted`(
    operation: String, hasIdentity: Bool
  ) async throws {
    let service = try await Service()
    let device = try await Device("laptop", on: service)
    let link = try ProgressLink(device.settings)
    #expect(await link.create("ada") == .created(name: "ada"))
    try device.play("dd", atLevel: 3)
    _ = try await link.shared.synchronize()
    let members = try device.shared.value(for: "wip.003")
    await link.leave()
    try device.play("ll", atLevel: 3)
    if hasIdentity { _ = try await link.shared.synchronize() }
    let guests = try device.shared.value(for: "wip.003")

    device.line.fail(.lostRequest, next: operation)
    #expect(await link.signIn("ada") == .signedIn(name: "ada"))
    _ = try await link.shared.synchronize()
    #expect(try device.shared.value(for: "wip.003") == members)
    #expect(try device.kept.value(for: "mine.003") == guests)
    await link.stop(within: .seconds(5))
  }

  /// The other device learns of the merge first, and has a board of its own set apart already.
  @Test func `a guest's board is kept when another device takes the guest in`() async throws {
    let service = try await Service()
    let (laptop, phone) = try await Device.pair(on: service)
    try laptop.play("dd", atLevel: 3)
    try phone.play("d", atLevel: 3)
    try phone.play("u", atLevel: 3)
    for device in [laptop, phone] { try await device.synchronize() }
    let guest = try await Device("desk", on: service)
    try guest.play("ll", atLevel: 3)
    try await guest.synchronize()
    let board = try #require(try guest.shared.value(for: "wip.003"))
    let apart = try #require(try phone.kept.value(for: "mine.003"))
    try await guest.signIn("ada")
    guest.line.fail(.lostRequest, next: "ListRecords")
    _ = await guest.failure()
    for device in [phone, guest] { try await device.synchronize() }
    #expect(try phone.kept.value(for: "mine.003") == apart)
    let kept = [
      try guest.kept.value(for: "mine.003"), try guest.shared.value(for: "alt.003"),
    ]
    #expect(kept.contains(board))
  }

  @Test func `B-43 several guests join one account, whose other device has edits of its own`()
    async throws
  {
    let service = try await Service()
    let (laptop, phone) = try await Device.pair(on: service)
    var guests: [Device] = []
    for number in 1...3 {
      let guest = try await Device("guest\(number)", on: service)
      try guest.solve(number)
      try await guest.synchronize()
      guests.append(guest)
    }
    try phone.solve(4)
    for guest in guests {
      try await guest.signIn("ada")
      try await guest.synchronize()
    }
    try laptop.solve(5)
    for device in [laptop, phone] + guests + [laptop] { try await device.synchronize() }
    for device in [phone] + guests {
      try await device.synchronize()
      try Device.expectAgreement(laptop, device)
      #expect(try device.manager.datasets().map(\.name.rawValue) == ["GameInfo"])
    }
    #expect(try (1...5).allSatisfy { try laptop.progress.best(ofLevel: $0) != nil })
    #expect(try await service.datasets(of: laptop.identity()) == ["GameInfo"])
  }

  @Test func `signing in again changes nothing`() async throws {
    let service = try await Service()
    let guest = try await Device("laptop", on: service)
    try guest.solve(1)
    let link = try ProgressLink(guest.settings)
    #expect(await link.create("ada") == .created(name: "ada"))
    let before = (try await link.manager.credentials.identity(), try link.shared.values())
    let commits = try await service.commits(of: before.0)
    for _ in 0..<3 { #expect(await link.signIn("ada") == .signedIn(name: "ada")) }
    #expect(try await link.manager.credentials.identity() == before.0)
    #expect(try link.shared.values() == before.1)
    #expect(try link.device.values().isEmpty)
    #expect(try await service.commits(of: before.0) == commits)
    await link.stop(within: .seconds(5))
  }

  @Test func `a wrong password leaves the guest as it was`() async throws {
    let service = try await Service()
    let guest = try await Device("laptop", on: service)
    try guest.solve(1)
    try await guest.synchronize()
    let link = try ProgressLink(guest.settings)
    guard case .failed = await link.signIn("nobody") else {
      Issue.record("There is no such account.")
      return
    }
    #expect(try await link.manager.credentials.identity() == guest.identity())
    #expect(try link.shared.values() == guest.shared.values())
    await link.stop(within: .seconds(5))
  }

  /// Point C-073 of the checklist.
  @Test func `C-073 B-51 the next player sees nothing of the last, who finds everything again`()
    async throws
  {
    let service = try await Service()
    let device = try await Device("laptop", on: service)
    let link = try ProgressLink(device.settings)
    #expect(await link.create("ada") == .created(name: "ada"))
    try device.solve(1)
    try device.play("ll", atLevel: 3)
    try device.kept.set("mine.004", to: try #require(try device.shared.value(for: "wip.003")))
    _ = try await link.shared.synchronize()
    var hers = try link.shared.values()
    hers["alt.004"] = try device.kept.value(for: "mine.004")

    await link.leave()
    #expect(try link.shared.values().isEmpty)
    #expect(try link.device.values().isEmpty)
    #expect(await link.create("grace") == .created(name: "grace"))
    #expect(try link.shared.values().isEmpty)
    try device.solve(2)
    _ = try await link.shared.synchronize()
    let his = try link.shared.values()

    await link.leave()
    #expect(await link.signIn("ada") == .signedIn(name: "ada"))
    #expect(try link.shared.values() == hers)
    #expect(try link.shared.unsynchronizedCount() == 0)

    // Straight from one account to the other, without signing out.
    try device.kept.set("mine.005", to: try #require(try device.shared.value(for: "wip.003")))
    #expect(await link.signIn("grace") == .signedIn(name: "grace"))
    #expect(try link.shared.values() == his)
    #expect(try link.device.values().isEmpty)
    let identity = try await link.manager.credentials.identity()
    #expect(try await service.datasets(of: identity) == ["GameInfo"])
    await link.stop(within: .seconds(5))
  }
}

extension ProgressLink {
  fileprivate func signIn(_ name: String) async -> SignInResult {
    await signInResult(name: name, password: Device.password, isNew: false)
  }

  fileprivate func create(_ name: String) async -> SignInResult {
    await signInResult(name: name, password: Device.password, isNew: true)
  }

  /// Signs out and waits until that is done.
  fileprivate func leave() async {
    let (results, continuation) = AsyncStream.makeStream(of: SignInResult.self)
    report = { if case .signInFinished(let result) = $0 { continuation.yield(result) } }
    signOut()
    for await result in results {
      #expect(result == .signedOut)
      break
    }
    report = { _ in }
  }
}
