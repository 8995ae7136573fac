import Game
import PuzzleRules
import SyncClient
import SyncCore
import Testing
@Suite struct FaultTests {
  @Test func `a lost reply of a push ends without a conflict`() async throws {
    let service = try await Service()
    let (laptop, phone) = try await Device.pair(on: service)
    try laptop.solve(1)
    laptop.line.fail(.lostReply, next: "UpdateRecords")
    try await laptop.synchronizeEventually()
    #expect(laptop.line.faults == 1)
    #expect(try await service.commits(of: laptop.identity()) == 1)
    try await phone.synchronize()
    try Device.expectAgreement(laptop, phone)
  }

  @Test func `an edit made after a lost reply is neither lost nor taken for a conflict`()
    async throws
  {
    let (laptop, phone) = try await Device.pair(on: Service())
    try laptop.play("l", atLevel: 3)
    laptop.line.fail(.lostReply, next: "UpdateRecords")
    laptop.line.after { _, operation in
      guard operation == "UpdateRecords" else { return }
      laptop.line.after(nil)
      try laptop.play("l", atLevel: 3)
    }
    for device in [laptop, phone] { try await device.synchronizeEventually() }
    try Device.expectAgreement(laptop, phone)
    #expect(try laptop.kept.values().isEmpty)
    #expect(try phone.progress.board(atLevel: 3)?.attempt.cursor == 2)
  }

  /// Fails the first request, then the second, and so on, until none is left to fail.
  @Test(arguments: Fault.allCases)
  func `C-043 B-08 whichever request fails, both devices end with one result`(fault: Fault)
    async throws
  {
    var hadFault = true
    var number = 0
    while hadFault {
      let service = try await Service()
      let (laptop, phone) = try await Device.pair(on: service)
      try phone.solve(2)
      try phone.play("ll", atLevel: 3)
      try await phone.synchronize()
      try laptop.solve(1)
      try laptop.solve(2, "RlrurDD")
      laptop.line.fail(fault, at: number)
      try await laptop.synchronizeEventually()
      try laptop.play("RR", atLevel: 4)
      try await laptop.synchronizeEventually()
      hadFault = laptop.line.faults == 1
      try await phone.synchronize()
      try await laptop.synchronizeEventually()
      try Device.expectAgreement(laptop, phone)
      #expect(try laptop.progress.best(ofLevel: 1) != nil, "fault at request \(number)")
      #expect(try laptop.progress.totalScore == laptop.progress.highScore)
      #expect(try laptop.progress.board(atLevel: 4)?.attempt.cursor == 2)
      number += 1
      try #require(number < 30, "The requests never come to an end.")
    }
    #expect(number > 3)
  }

  /// The same while a guest with progress becomes a member with progress.
  @Test(arguments: Fault.allCases)
  func `A3 B-44 whichever request of a sign-in fails, guest and account become one`(
    fault: Fault
  ) async throws {
    var hadFault = true
    var number = 0
    while hadFault {
      let service = try await Service()
      let member = try await Device("phone", on: service)
      try await member.signIn("ada", isNew: true)
      try member.solve(2)
      try await member.synchronize()
      let guest = try await Device("laptop", on: service)
      try guest.solve(1)
      try await guest.synchronize()
      try await guest.signIn("ada")
      guest.line.fail(fault, at: number)
      try await guest.synchronizeEventually()
      hadFault = guest.line.faults == 1
      for device in [guest, member, guest] { try await device.synchronizeEventually() }
      try Device.expectAgreement(guest, member)
      #expect(try guest.progress.best(ofLevel: 1) != nil, "fault at request \(number)")
      #expect(try member.progress.best(ofLevel: 2) != nil)
      #expect(try await service.datasets(of: member.identity()) == ["GameInfo"])
      #expect(try guest.manager.datasets().map(\.name.rawValue) == ["GameInfo"])
      number += 1
      try #require(number < 30, "The requests never come to an end.")
    }
    #expect(number > 3)
  }

  @Test func `a service that is away leaves all edits to be uploaded later`() async throws {
    let service = try await Service()
    let (laptop, phone) = try await Device.pair(on: service)
    await service.stop()
    try laptop.solve(1)
    let failure = await laptop.failure()
    #expect(failure?.code == .offline)
    #expect(failure?.retry == .backoff)
    let again = try await laptop.restarted(while: service)
    try await again.synchronize()
    try await phone.synchronize()
    try Device.expectAgreement(again, phone)
    #expect(try phone.progress.best(ofLevel: 1) != nil)
  }

  @Test func `C-030 B-03 a push that others are always faster than gives up and keeps its edit`()
    async throws
  {
    let (laptop, phone) = try await Device.pair(on: Service())
    try laptop.shared.set("playerName", to: "Ada")
    laptop.line.before { number, operation in
      guard operation == "UpdateRecords" else { return }
      try phone.shared.set("playerName", to: "Grace \(number)")
      try await phone.synchronize()
    }
    let failure = await laptop.failure()
    #expect(failure?.code == .conflictRetriesExceeded)
    #expect(failure?.retry == .backoff)
    laptop.line.before(nil)
    for device in [laptop, phone] { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
    #expect(try phone.shared.value(for: "playerName") == "Ada")
  }
}

extension Device {
  /// Starts the program again once the service runs.
  fileprivate func restarted(while service: Service) async throws -> Device {
    try await service.start()
    return try await restarted()
  }
}
