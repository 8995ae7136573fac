import CognitoWire
import HTTPTypes
import IdentityCore
import ServerStorage
import SyncCore
import Testing

/// Credentials of identities that are no more are worth nothing at once, cognito-sync.md 3.5.
@Suite struct IdentityRevocationTests {
  /// How an identity ends.
  enum End: CaseIterable, Sendable {
    case merged, deleted, unlinked, poolDeleted

    func happen(to user: Guest, in world: IdentityWorld) async throws {
      let owner = TestService.developer
      switch self {
      case .merged:
        _ = try await world.service.call(
          MergeDeveloperIdentities.self,
          MergeDeveloperIdentities.Input(
            source: "user", destination: "other", provider: IdentityWorld.backend,
            pool: world.pool), as: owner)
      case .deleted:
        _ = try await world.service.call(DeleteIdentities.self, [user.identity], as: owner)
      case .unlinked:
        _ = try await world.service.call(
          UnlinkDeveloperIdentity.self,
          UnlinkDeveloperIdentity.Input(
            identity: user.identity, pool: world.pool, provider: IdentityWorld.backend,
            user: "user"), as: owner)
      case .poolDeleted:
        _ = try await world.service.call(DeleteIdentityPool.self, world.pool, as: owner)
      }
    }
  }

  private func member(_ world: IdentityWorld) async throws -> Guest {
    _ = try await world.developerToken("other")
    let token = try await world.developerToken("user")
    return try await world.credentials(
      token.identity, ["cognito-identity.amazonaws.com": token.token])
  }

  @Test(arguments: End.allCases, [false, true])
  func `every signed operation works, and is refused from then on`(
    end: End, isOnDisk: Bool
  ) async throws {
    try await withStore(isOnDisk) { store in
      let world = try await IdentityWorld(store: store)
      try await world.service.configure(world.pool, push: [Names.application])
      let user = try await member(world)
      try await world.service.commit(user, [patch("a", "1")])
      let device = try await world.service.register(user)
      try await world.service.subscribe(device, user)
      let before = try await Self.operations(of: user, on: device, "before", world.service)
      let after = try await Self.operations(of: user, on: device, "after", world.service)
      for operation in before {
        let reply = try await operation.send(to: world.service, as: user)
        #expect(reply.status < 300, "\(operation.name) \(reply.bodyText)")
      }
      var stream = try await LiveReader(world.service, user)
      #expect(await stream.next() != nil)
      try await end.happen(to: user, in: world)
      let listening = Operation(
        name: "SubscribeToEvents", method: .get,
        target: user.path("").replacing("/datasets/", with: "/events"))
      for operation in after + [listening] {
        let reply = try await operation.send(to: world.service, as: user)
        #expect(reply.status == 403, "\(operation.name) \(reply.status)")
        #expect(
          reply.error.code == (operation.name == "PutEvents" ? .accessDenied : .notAuthorized),
          "\(operation.name) \(reply.bodyText)")
      }
    }
  }

  private struct Operation {
    var name: String
    var method: HTTPRequest.Method
    var target: String
    var body = ""
    var service = "cognito-sync"
    var fields: [(String, String)] = []

    func send(to service: TestService, as user: Guest) async throws -> Reply {
      try await service.send(
        method, target, body, as: user.credentials, service: self.service, fields: fields)
    }
  }

  /// Returns every operation that an identity may perform, prepared so that each would work; those
  /// of another `round` do not get in its way.
  private static func operations(
    of user: Guest, on device: DeviceID, _ round: String, _ service: TestService
  ) async throws -> [Operation] {
    try await service.commit(user, round, [patch("a", "1")])
    let session = try await service.list(user).sessionToken
    let identity = user.path("").replacing("/datasets/", with: "")
    let subscription = user.path() + "/subscriptions/\(device)"
    return [
      Operation(name: "ListRecords", method: .get, target: user.path() + "/records"),
      Operation(name: "ListDatasets", method: .get, target: identity + "/datasets"),
      Operation(name: "DescribeDataset", method: .get, target: user.path()),
      Operation(name: "DescribeIdentityUsage", method: .get, target: identity),
      Operation(
        name: "UpdateRecords", method: .post, target: user.path(),
        body: #"{"SyncSessionToken":"\#(session)","RecordPatches":"#
          + #"[{"Op":"replace","Key":"\#(round)","Value":"1","SyncCount":0}]}"#),
      Operation(name: "DeleteDataset", method: .delete, target: user.path(round)),
      Operation(
        name: "RegisterDevice", method: .post,
        target: identity.replacing("/identities/", with: "/identity/") + "/device",
        body: #"{"Platform":"GCM","Token":"\#(round)"}"#),
      Operation(name: "SubscribeToDataset", method: .post, target: subscription),
      Operation(name: "UnsubscribeFromDataset", method: .delete, target: subscription),
      putEvents,
    ]
  }

  private static let putEvents = Operation(
    name: "PutEvents", method: .post, target: "/2014-06-05/events",
    body: #"""
      {"events":[{"eventType":"a","timestamp":"2027-01-15T08:00:00.000Z",
      "session":{"id":"s","startTimestamp":"2027-01-15T08:00:00.000Z"}}]}
      """#, service: "mobileanalytics",
    fields: [
      (
        "x-amz-Client-Context",
        #"{"client":{"client_id":"c","app_title":"t"},"#
          + #""services":{"mobile_analytics":{"app_id":"a"}}}"#
      )
    ])

  @Test(arguments: End.allCases, [false, true])
  func `open streams end with their identity`(end: End, isOnDisk: Bool) async throws {
    try await withStore(isOnDisk) { store in
      let world = try await IdentityWorld(store: store)
      let user = try await member(world)
      let other = try await world.user()
      var stream = try await LiveReader(world.service, user)
      #expect(await stream.next() != nil)
      var untouched = try await LiveReader(world.service, other)
      #expect(await untouched.next() != nil)
      try await end.happen(to: user, in: world)
      while await stream.next() != nil {}
      guard end != .poolDeleted else { return }
      try await world.service.commit(other, [patch("a", "1")])
      #expect(await untouched.next() == untouched.event("prefs", 1))
    }
  }
}
