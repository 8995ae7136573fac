import Game
import PuzzleRules
import SyncClient
import SyncCore
import Testing
@Suite struct ConvergenceTests {
  @Test func `two devices of one account converge`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    try laptop.solve(1)
    try laptop.play("ll", atLevel: 3)
    try phone.solve(2)
    for device in [laptop, phone, laptop] { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
    #expect(try phone.progress.best(ofLevel: 1) != nil)
    #expect(try laptop.progress.best(ofLevel: 2) != nil)
    #expect(try phone.shared.value(for: "wip.003") != nil)
  }

  @Test func `an edit made during a push stays and is pushed next`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    try laptop.shared.set("playerName", to: "Ada")
    laptop.line.after { [shared = laptop.shared] _, operation in
      if operation == "UpdateRecords" { try shared.set("playerName", to: "Ada L.") }
    }
    try await laptop.synchronize()
    laptop.line.after(nil)
    #expect(try laptop.shared.value(for: "playerName") == "Ada L.")
    #expect(try laptop.shared.isChanged("playerName"))
    for device in [laptop, phone] { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
    #expect(try phone.shared.value(for: "playerName") == "Ada L.")
  }

  @Test func `an edit made between pull and push goes with the push`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    try laptop.shared.set("a", to: "1")
    laptop.line.after { [shared = laptop.shared] _, operation in
      if operation == "ListRecords" { try shared.set("b", to: "2") }
    }
    try await laptop.synchronize()
    for device in [laptop, phone] { try await device.synchronize() }
    #expect(try phone.shared.values() == ["a": "1", "b": "2"])
  }

  @Test(arguments: [true, false])
  func `results only ever rise, whoever synchronises first`(isLaptopFirst: Bool) async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    try laptop.solve(1, "LLdlU")
    try phone.solve(1, "LrlLdlU")
    try phone.solve(2)
    let scores = [try laptop.progress.highScore, try phone.progress.highScore]
    let best = try [laptop, phone].compactMap { try $0.progress.best(ofLevel: 1) }.max()
    let order = isLaptopFirst ? [laptop, phone] : [phone, laptop]
    for device in order + order { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
    for device in order {
      let progress = try device.progress
      #expect(progress.best(ofLevel: 1) == best)
      #expect(progress.highScore >= scores.max() ?? 0)
      #expect(progress.highScore == progress.totalScore)
      #expect(device.isHighScoreNoted)
    }
  }

  @Test func `boards that went different ways are both kept`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    try laptop.play("ll", atLevel: 3)
    try phone.play("dd", atLevel: 3)
    let (winner, loser) = (
      try laptop.shared.value(for: "wip.003"), try phone.shared.value(for: "wip.003")
    )
    try #require(winner != loser)
    for device in [laptop, phone, laptop] { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
    #expect(try laptop.shared.value(for: "wip.003") == winner)
    #expect(try phone.kept.value(for: "mine.003") == loser)
  }

  @Test func `a board that went further replaces the shorter one without a question`()
    async throws
  {
    let (laptop, phone) = try await Device.pair(on: Service())
    try laptop.play("l", atLevel: 3)
    for device in [laptop, phone] { try await device.synchronize() }
    try phone.play("ll", atLevel: 3)
    try laptop.play("l", atLevel: 3)
    for device in [laptop, phone, laptop] { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
    #expect(try phone.kept.values().isEmpty)
  }

  /// Bug B-01 of the originals: such a record was refused for good.
  @Test func `A3 B-01 equal texts with different counts heal without a push`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    for device in [laptop, phone] { try device.shared.set("a", to: "1") }
    for device in [laptop, phone] { try await device.synchronize() }
    try laptop.shared.set("a", to: "2")
    try await laptop.synchronize()
    try phone.shared.set("a", to: "2")
    _ = phone.line.takeOperations()
    try await phone.synchronize()
    #expect(phone.line.takeOperations() == ["ListRecords"])
    try Device.expectAgreement(laptop, phone)
    let counts = try [laptop, phone].map { try $0.shared.record(for: "a")?.syncCount }
    #expect(counts == [2, 2])
  }

  @Test func `a removed record stays removed on all devices`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    try laptop.shared.set(["a": "1", "b": "2"])
    for device in [laptop, phone] { try await device.synchronize() }
    try phone.shared.remove("a")
    for device in [phone, laptop] { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
    #expect(try laptop.shared.values() == ["b": "2"])
  }

  @Test func `a device that was away for many commits gets the last state at once`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    phone.line.cut()
    for number in 1...5 {
      try laptop.solve(number)
      try laptop.shared.set("counter", to: "\(number)")
      try await laptop.synchronize()
    }
    #expect(await phone.failure()?.code == .offline)
    phone.line.mend()
    _ = phone.line.takeOperations()
    try await phone.synchronize()
    #expect(phone.line.takeOperations() == ["ListRecords"])
    try Device.expectAgreement(laptop, phone)
    #expect(try phone.progress.highScore == laptop.progress.highScore)
  }

  @Test func `a dataset deleted elsewhere takes no progress away`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    try laptop.solve(1)
    for device in [laptop, phone] { try await device.synchronize() }
    try laptop.shared.delete()
    for device in [laptop, phone, laptop] { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
    #expect(try laptop.progress.best(ofLevel: 1) != nil)
  }
}

extension Device {
  fileprivate var isHighScoreNoted: Bool {
    guard let progress = try? progress else { return false }
    return progress.raisingHighScore().isEmpty
  }
}
