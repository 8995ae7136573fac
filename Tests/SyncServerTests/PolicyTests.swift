import CognitoWire
import HTTPTypes
import IdentityCore
import ServerStorage
import SyncCore
import Testing

@Suite struct PolicyTests {
  private let own =
    "arn:aws:cognito-sync:us-east-1:123456789012:identitypool/"
    + "${cognito-identity.amazonaws.com:aud}/identity/${cognito-identity.amazonaws.com:sub}/*"

  @Test func `S-080 another identity stays closed though the role allows everything`()
    async throws
  {
    let service = try await TestService()
    try await service.setPermissions(statement("Allow", "*"))
    var other = try await service.guest()
    try await service.commit(other, [patch("secret", "1")])
    other.credentials = try await service.guest().credentials
    for (method, end) in [("GET", "/records"), ("GET", ""), ("DELETE", "")] {
      let reply = try await service.send(
        method == "GET" ? .get : .delete, other.path() + end, as: other.credentials)
      #expect(reply.status == 403)
      #expect(reply.error.code == .notAuthorized)
    }
  }

  @Test func `S-081 devices belong to identities and not to the owner`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    let pool = guest.path().split(separator: "/")
    let device = "/identitypools/\(pool[1])/identity/\(pool[3])/device"
    let replies = [
      try await service.send(
        .post, device, #"{"Platform":"GCM","Token":"t"}"#, as: TestService.developer),
      try await service.send(
        .post, guest.path() + "/subscriptions/some-device", as: TestService.developer),
      try await service.send(
        .delete, guest.path() + "/subscriptions/some-device", as: TestService.developer),
    ]
    for reply in replies {
      #expect(reply.status == 403)
      #expect(reply.error.code == .notAuthorized)
      #expect(
        reply.text("message") == "These credentials are not valid for accessing this resource")
    }
  }

  @Test(arguments: OwnerOperation.allCases)
  func `S-082 pools belong to the owner and not to identities`(operation: OwnerOperation)
    async throws
  {
    let service = try await TestService()
    let reply = try await operation.send(to: service, by: try await service.guest())
    #expect(reply.status == 403)
    #expect(reply.error.code == .notAuthorized)
  }

  @Test func `S-083 a role for one's own data lists and updates and registers no device`()
    async throws
  {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.setPermissions(statement(on: own))
    try await service.commit(guest, [patch("a", "1")])
    let datasets = try await service.call(
      ListDatasets.self, ListDatasets.Input(pool: guest.pool, identity: guest.identity),
      as: guest.credentials)
    #expect(datasets.datasets.map(\.name) == [try name("prefs")])
    let error = await refusal { try await service.register(guest) }
    #expect(error?.code == .accessDenied)
    let arn = guest.arn("")
    #expect(error?.message.hasSuffix("cognito-sync:RegisterDevice on resource: \(arn)") == true)
  }

  @Test func `S-084 a denial of one dataset wins over everything that is allowed`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.setPermissions(
      statement(), statement("Deny", on: guest.arn("/dataset/secret")))
    try await service.commit(guest, "open", [patch("a", "1")])
    let reply = try await service.send(
      .get, guest.path("secret") + "/records", as: guest.credentials)
    #expect(reply.status == 403)
    #expect(reply.field("x-amzn-ErrorType") == "AccessDeniedException:")
    let role = try await service.roleName(of: guest.pool)
    let text =
      "User: arn:aws:sts::123456789012:assumed-role/\(role)/CognitoIdentityCredentials is not "
      + "authorized to perform: cognito-sync:ListRecords on resource: "
      + guest.arn("/dataset/secret")
    #expect(reply.text("Message") == text)
    #expect(reply.error.message == text)
  }

  @Test func `B-64 S-085 listing datasets is about a dataset called null`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let input = ListDatasets.Input(pool: guest.pool, identity: guest.identity)
    try await service.setPermissions(
      statement("Allow", "cognito-sync:ListDatasets", on: guest.arn("/dataset/null")))
    let page = try await service.call(ListDatasets.self, input, as: guest.credentials)
    #expect(page.datasets.isEmpty)
    try await service.setPermissions(
      statement("Allow", "cognito-sync:ListDatasets", on: guest.arn("/dataset/prefs")))
    let error = await refusal {
      try await service.call(ListDatasets.self, input, as: guest.credentials)
    }
    #expect(error?.code == .accessDenied)
    #expect(error?.message.hasSuffix(guest.arn("/dataset/null")) == true)
  }

  @Test func `a role may be limited to one dataset's name`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.setPermissions(
      statement(
        on:
          "arn:aws:cognito-sync:us-east-1:123456789012:identitypool/*/identity/*/dataset/UserProfile"
      ))
    try await service.commit(guest, "UserProfile", [patch("a", "1")])
    let error = await refusal { try await service.list(guest, "userprofile") }
    #expect(error?.code == .accessDenied)
  }

  @Test func `a policy is judged before the credentials are`() async throws {
    let service = try await TestService()
    var other = try await service.guest()
    other.credentials = try await service.guest().credentials
    try await service.setPermissions(statement("Allow", "cognito-sync:ListDatasets"))
    let error = await refusal { [other] in try await service.list(other) }
    #expect(error?.code == .accessDenied)
  }

  @Test func `a changed policy is in force for sessions that have begun`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    _ = try await service.list(guest)
    try await service.setPermissions(statement("Deny"))
    #expect(await refusal { try await service.list(guest) }?.code == .accessDenied)
    try await service.setPermissions(statement())
    _ = try await service.list(guest)
  }

  @Test func `conditions see the time, the address and how one signed in`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let now = PolicyDate(milliseconds: service.clock.now.milliseconds + 60_000)
    try await service.setPermissions(
      statement(
        if: #"{"DateLessThan":{"aws:CurrentTime":"\#(now)"},"#
          + #""ForAnyValue:StringEquals":{"cognito-identity.amazonaws.com:amr":"unauthenticated"}}"#
      ))
    _ = try await service.list(guest)
    service.clock.advance(bySeconds: 61)
    #expect(await refusal { try await service.list(guest) }?.code == .accessDenied)
    try await service.setPermissions(
      statement(if: #"{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}"#))
    for (address, status) in [("192.0.2.7", 200), ("198.51.100.7", 403), ("local", 403)] {
      let reply = try await service.send(
        .get, guest.path() + "/records", as: guest.credentials, from: address)
      #expect(reply.status == status)
    }
  }

  @Test(arguments: [("http://localhost", 403), ("https://holds.example.com", 200)])
  func `a condition may ask for TLS`(issuer: String, status: Int) async throws {
    let service = try await TestService(issuer: issuer)
    let guest = try await service.guest()
    try await service.setPermissions(statement(if: #"{"Bool":{"aws:SecureTransport":true}}"#))
    let reply = try await service.send(.get, guest.path() + "/records", as: guest.credentials)
    #expect(reply.status == status)
  }

  @Test func `the owner's credentials are above policies`() async throws {
    let service = try await TestService()
    var guest = try await service.guest()
    try await service.setPermissions(statement("Deny", "*"))
    guest.credentials = TestService.developer
    _ = try await service.list(guest)
  }

  @Test func `I-037 I-053 a guest's session is limited whatever the role allows`() async throws {
    let service = try await TestService()
    try await service.setPermissions(statement("Allow", "*"))
    try await service.setPermissions(forGuests: false, statement("Allow", "*"))
    let guest = try await service.guest()
    _ = try await service.list(guest)
    let refused = await refusal {
      try await service.call(ListRoles.self, NoInput(), as: guest.credentials)
    }
    #expect(refused?.code == .accessDenied)
    let member = try await service.member()
    let closed = await refusal {
      try await service.call(ListRoles.self, NoInput(), as: member.credentials)
    }
    #expect(closed?.code == .notAuthorized)
  }

  @Test func `I-034 a pool without roles gives no credentials`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.store.setRoles(PoolRoles(), of: guest.pool)
    let error = await refusal { try await service.credentials(for: guest.identity) }
    #expect(error?.code == .invalidIdentityPoolConfiguration)
    #expect(
      error?.message
        == "Invalid identity pool configuration. Check assigned IAM roles for this pool.")
  }

  @Test func `a role that does not trust the pool gives no credentials`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    let another = try #require(IdentityPoolID("us-east-1:0"))
    _ = try await service.call(
      UpdateRole.self,
      UpdateRole.Input(
        name: try await service.roleName(of: guest.pool),
        trustPolicy: DefaultRoles.trustPolicy(for: another, amr: "unauthenticated")),
      as: TestService.developer)
    let error = await refusal { try await service.credentials(for: guest.identity) }
    #expect(error?.code == .invalidIdentityPoolConfiguration)
  }

  @Test func `a role that is gone allows nothing`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.store.setRoles(
      PoolRoles(unauthenticated: "arn:aws:iam::123456789012:role/Nobody"), of: guest.pool)
    let error = await refusal { try await service.credentials(for: guest.identity) }
    #expect(error?.code == .invalidIdentityPoolConfiguration)
  }
}
