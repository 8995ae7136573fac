import SyncClient
import SyncCore
import Testing
@Suite struct ExpiryTests {
  @Test func `credentials and identity token expire and are renewed without anyone noticing`()
    async throws
  {
    let service = try await Service()
    let (laptop, phone) = try await Device.pair(on: service)
    service.time.advance(byMinutes: 61)
    try laptop.solve(1)
    for device in [laptop, phone] { try await device.synchronize() }
    #expect(
      laptop.line.takeOperations() == [
        "/oauth2/token", "GetCredentialsForIdentity", "ListRecords", "UpdateRecords",
      ])
    try Device.expectAgreement(laptop, phone)
  }

  @Test func `a guest stays the same guest when credentials expire`() async throws {
    let service = try await Service()
    let guest = try await Device("laptop", on: service)
    try guest.solve(1)
    try await guest.synchronize()
    let identity = try await guest.identity()
    service.time.advance(byMinutes: 60 * 24 * 40)
    try guest.solve(2)
    try await guest.synchronize()
    #expect(try await guest.identity() == identity)
    #expect(try await service.commits(of: identity) == 2)
  }

  @Test func `a pause of an hour between pull and push only means another pull`() async throws {
    let service = try await Service()
    let (laptop, phone) = try await Device.pair(on: service)
    try laptop.solve(1)
    laptop.line.after { number, operation in
      if number == 0, operation == "ListRecords" { service.time.advance(byMinutes: 61) }
    }
    try await laptop.synchronize()
    let operations = laptop.line.takeOperations()
    #expect(operations.count { $0 == "ListRecords" } == 2)
    #expect(try await service.commits(of: laptop.identity()) == 1)
    try await phone.synchronize()
    try Device.expectAgreement(laptop, phone)
  }

  /// Point C-071 of the checklist.
  @Test(arguments: [-60, 60])
  func `C-071 a clock that is an hour wrong costs at most one refused request`(skew: Int64)
    async throws
  {
    let service = try await Service()
    let guest = try await Device("laptop", on: service)
    try guest.solve(1)
    try await guest.synchronize()
    let identity = try await guest.identity()
    let skewed = try await guest.restarted(skew: skew)
    try skewed.solve(2)
    try await skewed.synchronize()
    try skewed.solve(3)
    try await skewed.synchronize()
    let operations = skewed.line.takeOperations().filter { $0 != "GetCredentialsForIdentity" }
    #expect(operations.prefix(2) == ["ListRecords", skew > 0 ? "UpdateRecords" : "ListRecords"])
    #expect(operations.count <= 5)
    #expect(try await service.commits(of: identity) == 3)
  }

  @Test(arguments: [-60, 60])
  func `a device whose clock was always wrong can sign in and play`(skew: Int64) async throws {
    let service = try await Service()
    let device = try await Device("laptop", on: service, skew: skew)
    try await device.signIn("ada", isNew: true)
    try device.solve(1)
    try await device.synchronize()
    #expect(try device.shared.unsynchronizedCount() == 0)
  }

  @Test func `the sign-in outlives a restart of the program`() async throws {
    let service = try await Service()
    let (laptop, phone) = try await Device.pair(on: service)
    service.time.advance(byMinutes: 200)
    let again = try await laptop.restarted()
    try again.solve(1)
    for device in [again, phone] { try await device.synchronize() }
    try Device.expectAgreement(again, phone)
  }

  @Test func `B-60 B-62 a sign-in that has ended keeps the edits until the next`() async throws {
    let service = try await Service()
    let (laptop, phone) = try await Device.pair(on: service)
    service.time.advance(byMinutes: 61)
    laptop.line.fail(.lostReply, next: "/oauth2/token")
    try laptop.solve(1)
    #expect(await laptop.failure()?.code == .offline)
    #expect(await laptop.failure()?.code == .notAuthorized)
    try await laptop.signIn("ada")
    for device in [laptop, phone] { try await device.synchronize() }
    try Device.expectAgreement(laptop, phone)
  }
}
