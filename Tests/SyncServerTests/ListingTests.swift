import CognitoWire
import HTTPTypes
import SyncCore
import Testing

@Suite struct ListingTests {
  @Test func `S-040 a dataset that never existed lists empty`() async throws {
    let service = try await TestService()
    let listing = try await service.list(service.guest(), since: 7)
    #expect(!listing.datasetExists)
    #expect(!listing.datasetDeletedAfterRequestedSyncCount)
    #expect(listing.datasetSyncCount == 0)
    #expect(listing.records.isEmpty)
    #expect(!listing.sessionToken.isEmpty)
  }

  @Test func `S-041 S-042 S-075 a listing holds what is newer than the count`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    try await service.commit(guest, [patch("b", "1")])
    try await service.commit(guest, [patch("a", nil, 1)])
    #expect(try await service.list(guest).records.map(\.key.rawValue) == ["b", "a"])
    #expect(try await service.list(guest, since: 2).records.map(\.key.rawValue) == ["a"])
    #expect(try await service.list(guest, since: 3).records.isEmpty)
    #expect(try await service.list(guest).isFullListing)
    #expect(try await !service.list(guest, since: 2).isFullListing)
  }

  @Test func `S-043 a count beyond the dataset is refused`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    let error = await refusal { try await service.list(guest, since: 2) }
    #expect(error?.code == .invalidParameter)
    #expect(error?.message == "No such SyncCount: 2 exists for this Dataset")
  }

  @Test func `S-044 S-045 S-046 S-047 a deletion is told to those who knew the dataset`()
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    _ = try await service.call(DeleteDataset.self, guest.place(), as: guest.credentials)
    let known = try await service.list(guest, since: 1)
    #expect(!known.datasetExists)
    #expect(known.datasetDeletedAfterRequestedSyncCount)
    #expect(try await !service.list(guest).datasetDeletedAfterRequestedSyncCount)
    try await service.commit(guest, [patch("z", "1")])
    let recreated = try await service.list(guest, since: 1)
    #expect(recreated.datasetExists)
    #expect(recreated.datasetDeletedAfterRequestedSyncCount)
    #expect(recreated.records.map(\.key.rawValue) == ["z"])
    #expect(recreated.datasetSyncCount == 3)
    #expect(recreated.isFullListing)
    #expect(try await !service.list(guest).datasetDeletedAfterRequestedSyncCount)
  }

  @Test func `S-048 S-050 pages of one listing show one state`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, (0..<5).map { try patch("k\($0)", "v") })
    var keys: [String] = []
    var next: String?
    repeat {
      let page = try await service.list(guest, size: 1, next: next)
      #expect(page.datasetSyncCount == 1)
      #expect(page.records.count == 1)
      keys += page.records.map(\.key.rawValue)
      next = page.nextToken
      try await service.commit(guest, [patch("new\(keys.count)", "v")])
    } while next != nil
    #expect(keys == ["k0", "k1", "k2", "k3", "k4"])
  }

  @Test func `B-11 S-049 a whole dataset comes in one page when no size is asked for`() async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, (0..<1_024).map { try patch("k\($0)", "v") })
    let page = try await service.list(guest)
    #expect(page.records.count == 1_024)
    #expect(page.nextToken == nil)
    #expect(try await service.list(guest, size: 5_000).records.count == 1_024)
  }

  @Test func `S-051 a page token belongs to its dataset`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1"), patch("b", "1")])
    try await service.commit(guest, "other", [patch("a", "1"), patch("b", "1")])
    let next = try await service.list(guest, size: 1).nextToken
    let error = await refusal { try await service.list(guest, "other", size: 1, next: next) }
    #expect(error?.code == .invalidParameter)
    #expect(await refusal { try await service.list(guest, next: "junk") }?.status == 400)
  }

  @Test(arguments: [
    "lastSyncCount=-1", "lastSyncCount=x", "maxResults=0", "maxResults=-1", "maxResults=x",
    "lastSyncCount=%ZZ",
  ]) func `S-052 a malformed parameter is refused`(query: String) async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(
      .get, guest.path() + "/records?" + query, as: guest.credentials)
    #expect(reply.status == 400 || reply.status == 403)
    #expect([.invalidParameter, .invalidSignature].contains(reply.error.code))
  }

  @Test func `an unknown pool is not authorized for its owner`() async throws {
    let service = try await TestService()
    let path = "/identitypools/us-east-1%3Aab/identities/us-east-1%3Acd/datasets"
    for target in [path, path + "/prefs/records"] {
      let reply = try await service.send(.get, target, as: TestService.developer)
      #expect(reply.error.code == .notAuthorized)
    }
  }
}
