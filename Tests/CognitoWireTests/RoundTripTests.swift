import HTTPTypes
import SyncCore
import Testing

@testable import CognitoWire

@Suite struct RoundTripTests {
  @Test(arguments: OperationID.allCases)
  func `every input and every output survives the wire`(id: OperationID) throws {
    try check(try id.sampled())
  }

  private func check<Operation: SampledOperation>(_ operation: Operation.Type) throws {
    for input in try operation.inputs() { #expect(try operation.carried(input) == input) }
    for output in try operation.outputs() {
      #expect(try operation.decode(output: operation.encode(output)) == output)
    }
  }

  @Test(arguments: OperationID.allCases)
  func `S-010 unknown members and query parameters are ignored`(id: OperationID) throws {
    try checkUnknown(try id.sampled())
  }

  private func checkUnknown<Operation: SampledOperation>(_ operation: Operation.Type) throws {
    for input in try operation.inputs() {
      var message = operation.encode(input)
      message.query.append(WireQueryItem("LastSyncCount", "x"))
      if !message.body.isEmpty {
        let unknown = #"{"Unknown":{"Records":[{}]},"recordPatches":7,"Null":null"#
        let rest = message.body.dropFirst()
        message.body = Array(unknown.utf8) + (rest.count > 1 ? Array(",".utf8) : []) + rest
      }
      #expect(try operation.decode(message) == input)
    }
  }

  @Test(arguments: [
    (HTTPRequest.Method.get, "/identitypools", OperationID.listIdentityPoolUsage),
    (.get, "P", .describeIdentityPoolUsage), (.get, "I", .describeIdentityUsage),
    (.get, "I/datasets", .listDatasets), (.get, "D", .describeDataset),
    (.get, "D/records", .listRecords), (.post, "D", .updateRecords),
    (.delete, "D", .deleteDataset), (.post, "P/identity/r:2/device", .registerDevice),
    (.post, "D/subscriptions/x", .subscribeToDataset),
    (.delete, "D/subscriptions/x", .unsubscribeFromDataset),
    (.get, "P/configuration", .getIdentityPoolConfiguration),
    (.post, "P/configuration", .setIdentityPoolConfiguration),
    (.get, "P/events", .getCognitoEvents), (.post, "P/events", .setCognitoEvents),
    (.post, "P/bulkpublish", .bulkPublish),
    (.post, "P/getBulkPublishDetails", .getBulkPublishDetails),
    (.get, "I/events", .subscribeToEvents), (.post, "/2014-06-05/events", .putEvents),
    (.get, "/analytics/events", .listEvents), (.get, "/roles", .listRoles),
    (.get, "/roles/R", .describeRole), (.put, "/roles/R", .updateRole),
  ])
  func `S-001 each operation is at the method and path of the table`(
    method: HTTPRequest.Method, path: String, id: OperationID
  ) {
    let pool = "/identitypools/r:1"
    let prefixes = [
      "P": pool, "I": "\(pool)/identities/r:2", "D": "\(pool)/identities/r:2/datasets/d",
    ]
    let rawPath = prefixes[String(path.prefix(1))].map { $0 + path.dropFirst() } ?? path
    #expect(RouteTable.match(method: method, rawPath: rawPath[...])?.operation == id)
  }

  @Test func `S-002 a device is registered under the singular of identities`() throws {
    let labels = "/identitypools/r:1/identity/r:2/device"
    #expect(RouteTable.match(method: .post, rawPath: labels[...])?.operation == .registerDevice)
    let plural = "/identitypools/r:1/identities/r:2/device"
    #expect(RouteTable.match(method: .post, rawPath: plural[...]) == nil)
  }

  @Test func `S-003 the details of a bulk publish are read by POST`() {
    let path = "/identitypools/r:1/getBulkPublishDetails"
    #expect(
      RouteTable.match(method: .post, rawPath: path[...])?.operation == .getBulkPublishDetails)
    #expect(RouteTable.match(method: .get, rawPath: path[...]) == nil)
  }

  @Test func `no two operations share a place`() {
    #expect(Set(OperationID.allCases.map(\.route)).count == OperationID.allCases.count)
  }

  @Test func `an operation is found in its dialect`() {
    #expect(PutEvents.route.dialect == .analytics)
    #expect(ListEvents.route.dialect == .sync)
    #expect(UpdateIdentityPool.route.dialect == .identity)
    #expect(GetOpenIDToken.route == .target("AWSCognitoIdentityService.GetOpenIdToken"))
  }

  @Test func `S-102 absent push is told apart from an empty one`() throws {
    let labels = try Fixture.path().pool.labels
    let read = { (body: String) in
      try SetIdentityPoolConfiguration.decode(
        WireMessage(labels: labels, body: Array(body.utf8)))
    }
    #expect(try read("{}").pushSync == nil)
    #expect(try read(#"{"PushSync":null}"#).pushSync == nil)
    #expect(try read(#"{"PushSync":{}}"#).pushSync?.applicationARNs == [])
    #expect(try read(#"{"PushSync":{"ApplicationArns":null,"RoleArn":null}}"#).pushSync != nil)
  }

  @Test func `S-074 a page size is echoed as asked and cut where it counts`() throws {
    let query = [WireQueryItem("maxResults", "1000")]
    let input = try ListIdentityPoolUsage.decode(WireMessage(query: query))
    #expect(input.requestedSize == 1_000)
    #expect(input.pageSize == 60)
  }

  @Test func `an answer without output is an empty object, but events are answered nothing`() {
    #expect(SetCognitoEvents.encode(NoOutput()) == Array("{}".utf8))
    #expect(TagResource.encode(NoOutput()) == Array("{}".utf8))
    #expect(PutEvents.encode(NoOutput()) == [])
  }

  @Test func `a client context in Base64 is understood`() throws {
    // {"services":{"mobile_analytics":{"app_id":"x"}}}
    let context = "eyJzZXJ2aWNlcyI6eyJtb2JpbGVfYW5hbHl0aWNzIjp7ImFwcF9pZCI6IngifX19"
    let message = WireMessage(
      body: Array(#"{"events":[]}"#.utf8), clientContext: context, clientContextEncoding: "base64")
    #expect(try PutEvents.decode(message).appID == "x")
  }
}
