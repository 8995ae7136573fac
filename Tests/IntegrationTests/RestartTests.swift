import Game
import SyncClient
import SyncCore
import Testing

@Suite struct RestartTests {
  /// Every answer is the last thing the service did: it dies before it sees the next request.
  @Test func `a service killed before each request loses nothing it has acknowledged`()
    async throws
  {
    let service = try await Service(.disk)
    let laptop = try await Device("laptop", on: service)
    let phone = try await Device("phone", on: service)
    for device in [laptop, phone] { device.line.before { _, _ in try await service.crash() } }
    try await laptop.signIn("ada", isNew: true)
    try await phone.signIn("ada")
    try laptop.solve(1)
    try laptop.play("ll", atLevel: 3)
    try phone.solve(2)
    for device in [laptop, phone, laptop] { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
    #expect(try await service.commits(of: laptop.identity()) == 2)
    #expect(try laptop.progress.best(ofLevel: 2) != nil)
    // The listing's session token went with the push to another process of the service.
    let operations = laptop.line.takeOperations()
    #expect(operations.count { $0 == "UpdateRecords" } == 1)
    #expect(operations.count { $0 == "GetCredentialsForIdentity" } == 1)
  }

  /// It dies between what it did and its answer, so that nobody learns of it.
  @Test func `A3 a service killed after each commit has made it once`() async throws {
    let service = try await Service(.disk)
    let (laptop, phone) = try await Device.pair(on: service)
    for number in 1...3 {
      try laptop.solve(number)
      laptop.line.fail(.lostReply, next: "UpdateRecords")
      laptop.line.after { _, operation in
        if operation == "UpdateRecords" { try await service.crash() }
      }
      try await laptop.synchronizeEventually()
      #expect(try await service.commits(of: laptop.identity()) == SyncCount(number))
    }
    #expect(laptop.line.faults == 3)
    try await phone.synchronize()
    try Device.expectAgreement(laptop, phone)
  }

  @Test func `a guest merged into an account stays merged when the service dies`() async throws {
    let service = try await Service(.disk)
    let member = try await Device("phone", on: service)
    try await member.signIn("ada", isNew: true)
    try member.solve(2)
    try await member.synchronize()
    let guest = try await Device("laptop", on: service)
    try guest.solve(1)
    try await guest.synchronize()
    try await guest.signIn("ada")
    guest.line.fail(.lostReply, next: "GetCredentialsForIdentity")
    guest.line.after { _, _ in try await service.crash() }
    try await guest.synchronizeEventually()
    try await member.synchronize()
    try Device.expectAgreement(guest, member)
    #expect(try await service.datasets(of: member.identity()) == ["GameInfo"])
  }

  @Test func `a full disk keeps edits waiting until there is room`() async throws {
    let service = try await Service(.disk)
    let (laptop, phone) = try await Device.pair(on: service)
    try await service.crash(sparePages: 2)
    let large = String(repeating: "x", count: 200_000)
    try laptop.shared.set(["set.note": large])
    try laptop.solve(1)
    let failure = await laptop.failure()
    #expect(failure?.code == .serviceFault)
    #expect(failure?.retry == .backoff)
    #expect(try laptop.shared.unsynchronizedCount() > 1)
    #expect(try await service.commits(of: laptop.identity()) == 0)
    try await service.crash()
    for device in [laptop, phone] { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
    #expect(try phone.shared.value(for: "set.note") == large)
  }
}
