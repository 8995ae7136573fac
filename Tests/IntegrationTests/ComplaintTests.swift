import Game
import PuzzleRules
import SyncClient
import SyncCore
import Synchronization
import Testing

/// What users of the best systems lost data or patience to (peers.md A3), on two devices and the
/// real service.
@Suite struct ComplaintTests {
  /// An empty new save overwrote the cloud's, and everything was up to date for ever.
  @Test(arguments: [true, false])
  func `A3 a new device with next to nothing never overwrites what the account has`(
    hasPlayed: Bool
  ) async throws {
    let service = try await Service()
    let laptop = try await Device("laptop", on: service)
    try await laptop.signIn("ada", isNew: true)
    for number in [1, 2, 4] { try laptop.solve(number) }
    try laptop.play("ll", atLevel: 3)
    try await laptop.synchronize()
    let before = try laptop.shared.values()
    let commits = try await service.commits(of: laptop.identity())

    let phone = try await Device("phone", on: service)
    if hasPlayed {
      // By its clock it is the newer one; there is nothing in it that would be worth more.
      service.time.advance(byMinutes: 10)
      try phone.play("d", atLevel: 3)
      try phone.play("r", atLevel: 5)
    }
    try await phone.signIn("ada")
    for device in [phone, laptop] { try await device.synchronize() }
    for number in [1, 2, 4] {
      #expect(try phone.progress.best(ofLevel: number) != nil)
      #expect(try laptop.progress.best(ofLevel: number) != nil)
    }
    // Where the player is may change; what was reached does not.
    for (key, text) in before where key.hasPrefix("best.") || key.hasPrefix("wip.") {
      #expect(try laptop.shared.value(for: key) == text)
    }
    if !hasPlayed { #expect(try await service.commits(of: laptop.identity()) == commits) }
    try Device.expectAgreement(laptop, phone)
  }

  /// "Success" in the second browser, without the last record of the first.
  @Test func `A3 what one device has synchronised is what the other reads next`() async throws {
    let devices = try await Device.pair(on: Service())
    for round in 0..<10 {
      let (writer, reader) =
        round.isMultiple(of: 2) ? (devices.0, devices.1) : (devices.1, devices.0)
      try writer.shared.set(["last": "\(round)", "round.\(round)": "1"])
      try await writer.synchronize()
      try await reader.synchronize()
      #expect(try reader.shared.value(for: "last") == "\(round)")
      #expect(try reader.shared.values() == writer.shared.values())
    }
  }

  @Test func `A3 the game begins and is played without any network`() async throws {
    let service = try await Service()
    let laptop = try await Device("laptop", on: service)
    laptop.line.cut()
    _ = laptop.line.takeOperations()
    try laptop.solve(1)
    try laptop.play("ll", atLevel: 3)
    #expect(laptop.line.takeOperations().isEmpty)
    let again = try await laptop.restarted()
    again.line.cut()
    #expect(try again.progress.best(ofLevel: 1) != nil)
    #expect(try again.progress.board(atLevel: 3)?.attempt.cursor == 2)
    #expect(await again.failure()?.code == .offline)
    again.line.mend()
    try await again.synchronize()
    #expect(try again.shared.unsynchronizedCount() == 0)
  }

  /// Queued offline writes won by arriving last.
  @Test func `A3 B-31 an old edit that arrives late does not win over a newer one`() async throws {
    let service = try await Service()
    let (laptop, phone) = try await Device.pair(on: service)
    laptop.line.cut()
    try laptop.shared.set("a", to: "old")
    service.time.advance(byMinutes: 10)
    try phone.shared.set("a", to: "newer")
    try await phone.synchronize()
    service.time.advance(byMinutes: 10)
    laptop.line.mend()
    for device in [laptop, phone] { try await device.synchronize() }
    #expect(try phone.shared.value(for: "a") == "newer")
    try Device.expectAgreement(laptop, phone)
  }

  /// A refusal for the quota was silent there and never tried again.
  @Test func `A3 a dataset beyond the most allowed says so, waits, and goes up when there is room`()
    async throws
  {
    let service = try await Service()
    let laptop = try await Device("laptop", on: service)
    try await laptop.signIn("ada", isNew: true)
    for number in 0..<20 {
      let dataset = try laptop.manager.dataset("d\(number)")
      try dataset.set("a", to: "1")
      _ = try await dataset.synchronize()
    }
    try laptop.solve(1)
    for _ in 0..<2 {
      let failure = await laptop.failure()
      #expect(failure?.code == .limitExceeded)
      #expect(failure?.message.contains("20") == true)
      #expect(try laptop.shared.unsynchronizedCount() > 0)
    }
    let spare = try laptop.manager.dataset("d7")
    try spare.delete()
    _ = try await spare.synchronize()
    try await laptop.synchronize()
    #expect(try laptop.shared.unsynchronizedCount() == 0)
    #expect(try await service.datasets(of: laptop.identity()).contains("GameInfo"))
  }

  /// Deleted keys could not be made again there once a trigger had seen them.
  @Test func `B-76 a removed key is made again by either device`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    for (number, (remover, maker)) in [(laptop, phone), (phone, laptop)].enumerated() {
      try remover.shared.set("a", to: "\(number)")
      for device in [remover, maker] { try await device.synchronize() }
      try remover.shared.remove("a")
      for device in [remover, maker] { try await device.synchronize() }
      #expect(try maker.shared.value(for: "a") == nil)
      try maker.shared.set("a", to: "again \(number)")
      for device in [maker, remover] { try await device.synchronize() }
      #expect(try remover.shared.value(for: "a") == "again \(number)")
    }
    try Device.expectAgreement(laptop, phone)
  }

  /// A blob's failed transfer was reported as a success.
  @Test func `A3 a success is what survives the end of the service at that very moment`()
    async throws
  {
    let service = try await Service(.disk)
    let (laptop, phone) = try await Device.pair(on: service)
    for number in 1...4 {
      try laptop.shared.set("a", to: "\(number)")
      try await laptop.synchronize()
      try await service.crash()
      try await phone.synchronize()
      #expect(try phone.shared.value(for: "a") == "\(number)")
    }
    try Device.expectAgreement(laptop, phone)
  }

  /// Guest progress was lost, doubled, or refused for good when the guest turned out to be somebody.
  @Test func `A3 B-44 a sign-in repeated on every device takes each record in once`() async throws {
    let service = try await Service()
    let member = try await Device("phone", on: service)
    try await member.signIn("ada", isNew: true)
    try member.shared.set(["coins": "10", "hers": "1"])
    try await member.synchronize()
    service.time.advance(byMinutes: 1)
    let guest = try await Device("laptop", on: service)
    try guest.shared.set(["coins": "12", "theirs": "2"])
    try await guest.synchronize()
    for _ in 0..<3 {
      try await guest.signIn("ada")
      for device in [guest, member] { try await device.synchronize() }
      // Of keys the game does not know, the account's stay.
      let expected = ["coins": "10", "hers": "1", "theirs": "2"]
      #expect(try guest.shared.values() == expected)
      try Device.expectAgreement(guest, member)
    }
    #expect(try await service.datasets(of: member.identity()) == ["GameInfo"])
  }
}
