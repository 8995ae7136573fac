import CognitoWire
import IdentityTokens
import SyncCore
import Testing

@testable import SyncServer

/// The tables of cognito-sync.md 2.4 and 4.2, row by row.
@Suite struct AccessRequestTests {
  static let identity = "identitypool/us-east-1:0a/identity/us-east-1:1b"

  @Test(arguments: [
    ("ListRecords", "\(identity)/dataset/prefs"), ("UpdateRecords", "\(identity)/dataset/prefs"),
    ("DescribeDataset", "\(identity)/dataset/prefs"),
    ("DeleteDataset", "\(identity)/dataset/prefs"),
    ("SubscribeToDataset", "\(identity)/dataset/prefs"),
    ("UnsubscribeFromDataset", "\(identity)/dataset/prefs"),
    ("ListDatasets", "\(identity)/dataset/null"), ("DescribeIdentityUsage", identity),
    ("RegisterDevice", identity), ("DescribeIdentityPoolUsage", "identitypool/us-east-1:0a"),
    ("GetIdentityPoolConfiguration", "identitypool/us-east-1:0a"),
    ("SetIdentityPoolConfiguration", "identitypool/us-east-1:0a"),
    ("GetCognitoEvents", "identitypool/us-east-1:0a"),
    ("SetCognitoEvents", "identitypool/us-east-1:0a"), ("BulkPublish", "identitypool/us-east-1:0a"),
    ("GetBulkPublishDetails", "identitypool/us-east-1:0a"),
  ]) func `S-085 every operation has the resource of the table`(name: String, resource: String)
    throws
  {
    let request = try request(name)
    #expect(request.action == "cognito-sync:\(name)")
    #expect(
      request.resource.names(region: "us-east-1", account: "123456789012")
        == ["arn:aws:cognito-sync:us-east-1:123456789012:\(resource)"])
  }

  @Test func `all pools have two names`() {
    let names = AccessRequest.pools("ListIdentityPoolUsage").resource
      .names(region: "r", account: "1")
    #expect(names == ["*", "arn:aws:cognito-sync:r:1:identitypool/*"])
  }

  @Test(arguments: [
    ("ListRecords", true, true), ("UpdateRecords", true, true), ("DeleteDataset", true, true),
    ("DescribeDataset", true, true), ("ListDatasets", true, true),
    ("DescribeIdentityUsage", true, true), ("RegisterDevice", true, false),
    ("SubscribeToDataset", true, false), ("UnsubscribeFromDataset", true, false),
    ("BulkPublish", false, true), ("GetBulkPublishDetails", false, true),
    ("DescribeIdentityPoolUsage", false, true), ("ListIdentityPoolUsage", false, true),
    ("GetCognitoEvents", false, true), ("SetCognitoEvents", false, true),
    ("GetIdentityPoolConfiguration", false, true), ("SetIdentityPoolConfiguration", false, true),
  ]) func `S-081 S-082 every operation takes the credentials of the table`(
    name: String, takesIdentity: Bool, takesOwner: Bool
  ) throws {
    let rule = try request(name).callers
    #expect(rule.admits(.developer(account: "1")) == takesOwner)
    #expect(rule.admits(caller("us-east-1:1b")) == takesIdentity)
    #expect(!rule.admits(caller("us-east-1:1c")))
    #expect(!rule.admits(caller("us-east-1:1b", in: "us-east-1:0b")))
  }

  private func request(_ name: String) throws -> AccessRequest {
    let pool = try #require(IdentityPoolID("us-east-1:0a"))
    let identity = try #require(IdentityID("us-east-1:1b"))
    let dataset = DatasetReference(
      pool: pool, identity: identity, name: try #require(DatasetName("prefs")))
    return switch name {
    case "ListRecords", "UpdateRecords", "DescribeDataset", "DeleteDataset":
      .dataset(name, dataset)
    case "SubscribeToDataset", "UnsubscribeFromDataset": .subscription(name, dataset)
    case "ListDatasets": .datasets(name, of: identity, in: pool)
    case "DescribeIdentityUsage": .identity(name, identity, in: pool)
    case "RegisterDevice": .device(name, of: identity, in: pool)
    case "ListIdentityPoolUsage": .pools(name)
    default: .pool(name, pool)
    }
  }

  private func caller(_ identity: String, in pool: String = "us-east-1:0a") -> Caller {
    .identity(
      SessionGrant(
        identity: identity, pool: pool, amr: ["unauthenticated"], role: "r", now: 0,
        entropy: Entropy { [UInt8](repeating: 1, count: $0) }))
  }
}
