import CognitoWire
import HTTPTypes
import SyncCore
import Testing

@Suite struct DatasetTests {
  @Test func `S-065 S-066 a description counts live records and their bytes`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let missing = await refusal {
      try await service.call(DescribeDataset.self, guest.place(), as: guest.credentials)
    }
    #expect(missing?.status == 404)
    try await service.commit(guest, [patch("clé", "ü€😀"), patch("gone", "x")])
    try await service.commit(guest, [patch("gone", nil, 1)])
    let dataset = try await service.call(
      DescribeDataset.self, guest.place(), as: guest.credentials)
    #expect(dataset.recordCount == 1)
    #expect(dataset.storageBytes == "clé".utf8.count + "ü€😀".utf8.count)
    #expect(dataset.lastModifiedBy == guest.identity.rawValue)
  }

  @Test func `S-067 a deletion answers the dataset once`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    let last = try await service.call(DeleteDataset.self, guest.place(), as: guest.credentials)
    #expect(last.recordCount == 1)
    let again = await refusal {
      try await service.call(DeleteDataset.self, guest.place(), as: guest.credentials)
    }
    #expect(again?.code == .resourceNotFound)
    #expect(again?.status == 404)
  }

  @Test func `datasets are listed by name, in pages`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    for name in ["c", "a", "b"] { try await service.commit(guest, name, [patch("k", "v")]) }
    var names: [String] = []
    var next: String?
    repeat {
      let page = try await service.call(
        ListDatasets.self,
        ListDatasets.Input(
          pool: guest.pool, identity: guest.identity, nextToken: next, pageSize: 2),
        as: guest.credentials)
      names += page.datasets.map(\.name.rawValue)
      next = page.nextToken
    } while next != nil
    #expect(names == ["a", "b", "c"])
  }

  @Test func `S-068 an identity nobody knows has no datasets`() async throws {
    let service = try await TestService()
    let stranger = try #require(IdentityID("us-east-1:0000"))
    let page = try await service.call(
      ListDatasets.self,
      ListDatasets.Input(pool: try await service.pool(), identity: stranger),
      as: TestService.developer)
    #expect(page.datasets.isEmpty)
  }

  @Test func `S-069 the dataset beyond the most allowed is refused`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    for index in 0..<20 { try await service.commit(guest, "d\(index)", [patch("k", "v")]) }
    let error = await refusal { try await service.commit(guest, "d20", [patch("k", "v")]) }
    #expect(error?.code == .limitExceeded)
    #expect(error?.status == 400)
    try await service.commit(guest, "d0", [patch("k", "w", 1)])
  }

  @Test func `S-070 the record beyond the most allowed is refused unless another goes`()
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, (0..<1_024).map { try patch("k\($0)", "v") })
    let error = await refusal { try await service.commit(guest, [patch("one more", "v")]) }
    #expect(error?.code == .limitExceeded)
    try await service.commit(guest, [patch("k0", nil, 1), patch("one more", "v")])
  }

  @Test func `B-79 S-071 a dataset holds exactly a mebibyte`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let value = String(repeating: "x", count: 1_048_576 - 2)
    try await service.commit(guest, [patch("a", value), patch("b", "")])
    let error = await refusal { try await service.commit(guest, [patch("b", "y", 1)]) }
    #expect(error?.code == .limitExceeded)
  }

  @Test func `a body well over the limit is answered in the words of the protocol`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let value = String(repeating: "é", count: 1_000_000)
    let error = await refusal { try await service.commit(guest, [patch("a", value)]) }
    #expect(error?.code == .limitExceeded)
    let huge = try await service.send(
      .post, guest.path(), String(repeating: " ", count: 16 * 1_048_576 + 1),
      as: guest.credentials)
    #expect(huge.status == 400)
    #expect(huge.error.code == .invalidParameter)
  }

  @Test(arguments: [(1_024, true), (1_025, false)])
  func `B-80 S-072 a key has at most 1024 characters`(length: Int, isAllowed: Bool) async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let token = try await service.list(guest).sessionToken
    let key = String(repeating: "é", count: length)
    let reply = try await service.send(
      .post, guest.path(),
      #"{"SyncSessionToken":"\#(token)","RecordPatches":[{"Op":"replace","Key":"\#(key)","#
        + #""Value":"v","SyncCount":0}]}"#, as: guest.credentials)
    #expect(reply.status == (isAllowed ? 200 : 400))
  }

  @Test func `S-075 a listing from before a dropped tombstone is full`() async throws {
    let service = try await TestService(limits: SyncLimits(tombstonesPerDataset: 1))
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1"), patch("b", "1"), patch("c", "1")])
    try await service.commit(guest, [patch("a", nil, 1)])
    try await service.commit(guest, [patch("b", nil, 1)])
    #expect(try await service.list(guest, since: 1).isFullListing)
    #expect(try await service.list(guest, since: 1).records.map(\.key.rawValue) == ["c", "b"])
    #expect(try await !service.list(guest, since: 2).isFullListing)
  }
}
