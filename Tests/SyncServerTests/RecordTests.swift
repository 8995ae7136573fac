import CognitoWire
import HTTPTypes
import SyncCore
import Testing

@Suite struct RecordTests {
  @Test func `S-020 the first commit counts 1 everywhere`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let written = try await service.commit(guest, [patch("a", "1"), patch("b", "2")])
    #expect(written.map(\.syncCount) == [1, 1])
    #expect(try await service.list(guest).datasetSyncCount == 1)
  }

  @Test func `S-021 S-036 a commit of many records advances the dataset by one`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    let written = try await service.commit(
      guest, (0..<20).map { try patch("k\($0)", "v") } + [patch("a", "2", 1)])
    #expect(Set(written.map(\.syncCount)) == [2])
    #expect(written.count == 21)
    #expect(try await service.list(guest).datasetSyncCount == 2)
  }

  @Test(arguments: [(0, false), (1, false), (2, true), (3, false)] as [(SyncCount, Bool)])
  func `A3 S-022 S-025 a patch has to name the record's count`(count: SyncCount, isRight: Bool)
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    try await service.commit(guest, [patch("a", "2", 1)])
    let error = await refusal { try await service.commit(guest, [patch("a", "2", count)]) }
    #expect((error == nil) == isRight)
    if let error {
      #expect(error.status == 409)
      #expect(error.code == .resourceConflict)
      #expect(error.message == "Current SyncCount for: a is: 2 not: \(count)")
    }
  }

  @Test func `a record says which device wrote it, and the next writer's silence is kept too`()
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    let input = UpdateRecords.Input(
      path: try guest.place(), sessionToken: try await service.list(guest).sessionToken,
      deviceName: "desk", patches: [try patch("a", "1"), try patch("b", "1")])
    _ = try await service.call(UpdateRecords.self, input, as: guest.credentials)
    try await service.commit(guest, [patch("b", "2", 1)])
    let records = try await service.list(guest).records
    #expect(records.map(\.lastModifiedDevice) == ["desk", nil])
    #expect(Set(records.map(\.lastModifiedBy)) == [guest.identity.rawValue])
  }

  @Test func `S-023 a new key is counted from 0`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let error = await refusal { try await service.commit(guest, [patch("a", "1", 1)]) }
    #expect(error?.status == 409)
    #expect(error?.message == "Current SyncCount for: a is: 0 not: 1")
  }

  @Test func `S-024 one stale patch undoes all others`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    let before = try await service.list(guest)
    service.clock.advance(bySeconds: 60)
    let error = await refusal {
      try await service.commit(guest, [patch("b", "new"), patch("a", "2", 7)])
    }
    #expect(error?.status == 409)
    let after = try await service.list(guest)
    #expect(after.records == before.records)
    #expect(after.datasetSyncCount == 1)
  }

  @Test func `S-026 S-027 an equal value is a write, and a stale one a conflict`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    let written = try await service.commit(guest, [patch("a", "1", 1)])
    #expect(written.map(\.syncCount) == [2])
    let error = await refusal { try await service.commit(guest, [patch("a", "1", 1)]) }
    #expect(error?.status == 409)
  }

  @Test func `S-028 S-029 a removed key leaves a tombstone that goes on counting`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    let removed = try await service.commit(guest, [patch("a", nil, 1)])
    #expect(removed.map(\.value) == [nil])
    let listed = try await service.list(guest, since: 1).records
    #expect(listed.map(\.syncCount) == [2])
    #expect(listed.map(\.isDeleted) == [true])
    let stale = await refusal { try await service.commit(guest, [patch("a", "2", 0)]) }
    #expect(stale?.status == 409)
    let revived = try await service.commit(guest, [patch("a", "2", 2)])
    #expect(revived.map(\.syncCount) == [3])
  }

  @Test func `S-030 a key that never was can be removed`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let written = try await service.commit(guest, [patch("a", nil)])
    #expect(written.map(\.isDeleted) == [true])
  }

  @Test func `S-031 an empty value is a value`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "")])
    #expect(try await service.list(guest).records.map(\.value) == [""])
  }

  @Test(arguments: [
    #"{"Op":"replace","Key":"k","SyncCount":0}"#,
    #"{"Op":"rename","Key":"k","Value":"v","SyncCount":0}"#,
    #"{"Op":"replace","Key":"k","Value":"v","SyncCount":-1}"#,
    #"{"Op":"replace","Key":"k","Value":"v"}"#,
    #"{"Op":"replace","Value":"v","SyncCount":0}"#,
    #"{"Op":"replace","Key":"","Value":"v","SyncCount":0}"#,
    #"{"Op":"replace","Key":"k","Value":"v","SyncCount":0},{"Op":"remove","Key":"k","SyncCount":0}"#,
    "7",
  ]) func `S-031 S-032 S-033 S-072 a malformed patch is an invalid parameter`(text: String)
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    let token = try await service.list(guest).sessionToken
    let reply = try await service.send(
      .post, guest.path(), #"{"SyncSessionToken":"\#(token)","RecordPatches":[\#(text)]}"#,
      as: guest.credentials)
    #expect(reply.status == 400)
    #expect(reply.error.code == .invalidParameter)
    #expect(try await !service.list(guest).datasetExists)
  }

  @Test(arguments: ["{", "[]", "", "{\"SyncSessionToken\":1}"])
  func `a body of another form is an invalid parameter`(body: String) async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(.post, guest.path(), body, as: guest.credentials)
    #expect(reply.error.code == .invalidParameter)
  }

  @Test func `S-034 a device's date comes back, beside the service's own`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    var dated = try patch("a", "1")
    dated.deviceLastModified = Timestamp(milliseconds: 1_412_974_057_151)
    let written = try await service.commit(guest, [dated])
    #expect(written.map(\.deviceLastModified) == [dated.deviceLastModified])
    #expect(written.map(\.lastModified) == [service.clock.now])
    #expect(try await service.list(guest).records == written)
  }

  @Test func `S-035 the writer is the identity, or the account for its owner`() async throws {
    let service = try await TestService()
    var guest = try await service.guest()
    let own = try await service.commit(guest, [patch("a", "1")])
    #expect(own.map(\.lastModifiedBy) == [guest.identity.rawValue])
    guest.credentials = TestService.developer
    let foreign = try await service.commit(guest, [patch("a", "2", 1)])
    #expect(foreign.map(\.lastModifiedBy) == ["123456789012"])
  }

  @Test func `S-037 no patches change nothing and spend nothing`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let token = try await service.list(guest).sessionToken
    #expect(try await service.commit(guest, [], token: token).isEmpty)
    #expect(try await !service.list(guest, token: token).datasetExists)
    #expect(try await service.commit(guest, [patch("a", "1")], token: token).count == 1)
  }

  @Test func `S-038 of parallel commits with one count, one succeeds`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let won = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<12 {
        group.addTask {
          await refusal { try await service.commit(guest, [patch("a", "\(index)")]) } == nil
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(won == 1)
    #expect(try await service.list(guest).datasetSyncCount == 1)
  }

  @Test func `S-039 parallel commits of different keys all succeed with different counts`()
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    let counts = try await withThrowingTaskGroup(of: [SyncCount].self) { group in
      for index in 0..<12 {
        group.addTask {
          try await service.commit(guest, [patch("k\(index)", "v")]).map(\.syncCount)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(counts.sorted() == Array(1...12))
  }
}
