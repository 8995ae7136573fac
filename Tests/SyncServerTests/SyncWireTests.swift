import CognitoWire
import HTTPTypes
import SyncCore
import Testing

@Suite struct SyncWireTests {
  @Test func `S-004 a raw colon means the same as an encoded one`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("k", "v")])
    let raw = guest.path().replacing("%3A", with: ":")
    let reply = try await service.send(.get, raw, as: guest.credentials)
    #expect(reply.status == 200)
  }

  @Test func `S-005 an old client's target and content type are ignored`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(
      .get, guest.path() + "/records", as: guest.credentials,
      fields: [
        ("X-Amz-Target", "AWSCognitoSyncService.ListRecords"),
        ("Content-Type", "application/x-amz-json-1.0"),
      ])
    #expect(reply.status == 200)
  }

  @Test func `S-006 a body on a GET is part of the signature and otherwise ignored`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(
      .get, guest.path() + "/records", "{}", as: guest.credentials)
    #expect(reply.status == 200)
  }

  @Test(arguments: ["1.412974057151E9", "1412974057.151", "1412974057"])
  func `S-007 S-010 dates are read in every form and written in seconds`(date: String) async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    let token = try await service.list(guest).sessionToken
    let reply = try await service.send(
      .post, guest.path(),
      #"{"SyncSessionToken":"\#(token)","Unknown":[{}],"RecordPatches":[{"Op":"replace","#
        + #""Key":"k","Value":"v","SyncCount":0,"DeviceLastModifiedDate":\#(date)}]}"#,
      as: guest.credentials)
    #expect(reply.status == 200)
    #expect(
      reply.bodyText.contains(
        #""DeviceLastModifiedDate":1412974057.\#(date.contains("151") ? "151" : "000")"#))
    #expect(reply.bodyText.contains(#""LastModifiedDate":1800000000.000"#))
  }

  @Test func `S-008 every answer names its request`() async throws {
    let service = try await TestService()
    var ids: Set<String> = []
    for target in ["/", "/health", "/identitypools/x/identities/y/datasets", "/nowhere"] {
      let reply = try await service.send(.get, target)
      ids.insert(try #require(reply.field("x-amzn-RequestId")))
    }
    #expect(ids.count == 4)
  }

  @Test func `S-009 a refusal has header, status and body of the old clients`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(.get, guest.path(), as: guest.credentials)
    #expect(reply.status == 404)
    #expect(reply.text("__type") == "ResourceNotFoundException")
    #expect(!reply.text("message").isEmpty)
    let names = reply.head.headerFields.map(\.name.rawName)
    #expect(names.contains("x-amzn-ErrorType"))
    #expect(names.contains("x-amzn-RequestId"))
    #expect(reply.field("x-amzn-ErrorType") == "ResourceNotFoundException:")
  }

  @Test func `S-010 unknown parameters are ignored`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(
      .get, guest.path() + "/records?lastSyncCount=0&colour=blue&flag", as: guest.credentials)
    #expect(reply.status == 200)
  }

  @Test func `S-011 a listing always has what old clients unbox`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let reply = try await service.send(.get, guest.path() + "/records", as: guest.credentials)
    for member in [
      "Records", "Count", "DatasetSyncCount", "DatasetExists",
      "DatasetDeletedAfterRequestedSyncCount", "SyncSessionToken",
    ] { #expect(reply.json[member] != nil, "\(member)") }
  }

  @Test(arguments: ["nonsense", "us-east-1%3AZZZ", "us-east-1:"])
  func `S-013 a malformed identifier is an invalid parameter`(id: String) async throws {
    let service = try await TestService()
    let reply = try await service.send(
      .get, "/identitypools/\(id)/identities/us-east-1%3Aab/datasets",
      as: TestService.developer)
    #expect(reply.status == 400)
    #expect(reply.error.code == .invalidParameter)
  }

  @Test func `S-014 names of datasets follow their grammar`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let good = try await service.send(
      .get, guest.path("A.b_c%3Ad-1") + "/records", as: guest.credentials)
    #expect(good.status == 200)
    for bad in ["a%20b", String(repeating: "a", count: 129)] {
      let reply = try await service.send(
        .get, guest.path(bad) + "/records", as: guest.credentials)
      #expect(reply.error.code == .invalidParameter)
    }
  }

  @Test func `S-012 a browser may ask anything and read the refusal`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let preflight = try await service.send(
      .options, guest.path(),
      fields: [
        ("Origin", "https://example.com"), ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Headers", "authorization,x-amz-date"),
      ])
    #expect(preflight.status == 200)
    #expect(preflight.field("Access-Control-Allow-Origin") == "*")
    #expect(preflight.field("Access-Control-Allow-Headers") == "authorization,x-amz-date")
    #expect(preflight.field("Access-Control-Allow-Methods") == "GET,POST,DELETE,OPTIONS")
    let refused = try await service.send(.get, guest.path())
    #expect(refused.status == 403)
    #expect(refused.field("Access-Control-Allow-Origin") == "*")
    let exposed = try #require(refused.field("Access-Control-Expose-Headers"))
    for name in ["x-amzn-RequestId", "x-amzn-ErrorType", "x-amzn-ErrorMessage", "Date"] {
      #expect(exposed.contains(name))
    }
  }

  @Test func `a path of nothing is no operation`() async throws {
    let service = try await TestService()
    let reply = try await service.send(.put, "/identitypools", as: TestService.developer)
    #expect(reply.error.code == .unknownOperation)
    #expect(reply.status == 404)
  }
}
