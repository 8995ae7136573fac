import CognitoWire
import Foundation
import HTTPTypes
import ServerStorage
import SyncCore
import Testing

@Suite struct UsageTests {
  private func usage(_ service: TestService, _ pool: IdentityPoolID) async throws -> PoolUsage {
    try await service.call(DescribeIdentityPoolUsage.self, pool, as: TestService.developer)
  }

  @Test func `S-073 an identity's sums are those of its datasets`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    for name in ["a", "b", "c"] {
      try await service.commit(guest, name, [patch("key of \(name)", "värde"), patch("x", nil)])
    }
    let usage = try await service.call(
      DescribeIdentityUsage.self, IdentityPath(pool: guest.pool, identity: guest.identity),
      as: guest.credentials)
    let datasets = try await service.call(
      ListDatasets.self, ListDatasets.Input(pool: guest.pool, identity: guest.identity),
      as: guest.credentials
    ).datasets
    #expect(usage.datasetCount == datasets.count)
    #expect(usage.storageBytes == datasets.map(\.storageBytes).reduce(0, +))
    #expect(usage.storageBytes > 0)
  }

  @Test func `an identity nobody knows has no usage`() async throws {
    let service = try await TestService()
    let pool = try await service.pool()
    let error = await refusal {
      try await service.call(
        DescribeIdentityUsage.self,
        IdentityPath(pool: pool, identity: try #require(IdentityID("us-east-1:0000"))),
        as: TestService.developer)
    }
    #expect(error?.status == 404)
  }

  @Test func `S-074 the usage of all pools comes in pages`() async throws {
    let service = try await TestService()
    var ids: Set<String> = [try await service.pool().rawValue]
    for name in ["one", "two", "three"] {
      let reply = try await service.send(
        .post, "/", #"{"IdentityPoolName":"\#(name)","AllowUnauthenticatedIdentities":true}"#,
        as: TestService.developer, service: "cognito-identity",
        fields: [("X-Amz-Target", "AWSCognitoIdentityService.CreateIdentityPool")])
      ids.insert(reply.text("IdentityPoolId"))
    }
    var found: [String] = []
    var next: String?
    repeat {
      let page = try await service.call(
        ListIdentityPoolUsage.self,
        ListIdentityPoolUsage.Input(nextToken: next, requestedSize: 2), as: TestService.developer)
      #expect(page.maxResults == 2)
      #expect(page.usages.count <= 2)
      found += page.usages.map(\.pool.rawValue)
      next = page.nextToken
    } while next != nil
    #expect(found == ids.sorted())
    let junk = await refusal {
      try await service.call(
        ListIdentityPoolUsage.self, ListIdentityPoolUsage.Input(nextToken: "?"),
        as: TestService.developer)
    }
    #expect(junk?.code == .invalidParameter)
  }

  @Test func `a session is counted when it begins, not at every page`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1"), patch("b", "1")])
    let first = try await service.list(guest, size: 1)
    _ = try await service.list(guest, size: 1, next: first.nextToken)
    _ = try await service.list(guest, token: first.sessionToken)
    let usage = try await usage(service, guest.pool)
    #expect(usage.sessionCount == 2)
    #expect(usage.storageBytes == 4)
  }

  @Test func `what was counted is written down when the service ends`() async throws {
    let store = MemoryServerStore()
    let service = try await TestService(store: store)
    let guest = try await service.guest()
    try await service.running { _ = try await service.list(guest) }
    let again = try await TestService(store: store, seed: 8)
    #expect(try await usage(again, guest.pool).sessionCount == 1)
  }
}
