import CognitoWire
import Foundation
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
  func `every signed operation is refused from then on`(end: End, isOnDisk: Bool) async throws {
    try await withStore(isOnDisk) { store in
      let world = try await IdentityWorld(store: store)
      let user = try await member(world)
      try await world.service.commit(user, [patch("a", "1")])
      let session = try await world.service.list(user).sessionToken
      let operations = try Self.operations(of: user, session: session)
      for operation in operations {
        let reply = try await operation.send(to: world.service, as: user)
        #expect(reply.status < 300, "\(operation.name) \(reply.bodyText)")
      }
      try await end.happen(to: user, in: world)
      for operation in operations + Self.more(of: user, session: session) {
        let reply = try await operation.send(to: world.service, as: user)
        #expect([400, 403, 404].contains(reply.status), "\(operation.name) \(reply.status)")
        #expect(
          [.notAuthorized, .accessDenied, .resourceNotFound].contains(reply.error.code),
          "\(operation.name) \(reply.bodyText)")
      }
    }
  }

  /// Gives `body` a store in memory or on disk.
  private func withStore(
    _ isOnDisk: Bool, _ body: (any ServerStore) async throws -> Void
  ) async throws {
    guard isOnDisk else { return try await body(MemoryServerStore()) }
    let directory = try ServerProgram.temporaryDirectory()
    let store = try SQLiteServerStore(DataDirectory(directory.path))
    try await body(store)
    await store.close()
    try FileManager.default.removeItem(at: directory)
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

  /// What would change something, or what only works in a pool with push.
  private static func more(of user: Guest, session: String) -> [Operation] {
    let identity = String(user.path().dropLast("/datasets/prefs".count))
    let body = #"{"SyncSessionToken":"\#(session)","RecordPatches":[]}"#
    return [
      Operation(name: "UpdateRecords", method: .post, target: user.path(), body: body),
      Operation(name: "DeleteDataset", method: .delete, target: user.path()),
      Operation(
        name: "RegisterDevice", method: .post,
        target: identity.replacing("/identities/", with: "/identity/") + "/device",
        body: #"{"Platform":"GCM","Token":"t"}"#),
      Operation(
        name: "SubscribeToDataset", method: .post, target: user.path() + "/subscriptions/d"),
      Operation(
        name: "UnsubscribeFromDataset", method: .delete, target: user.path() + "/subscriptions/d"),
      Operation(name: "SubscribeToEvents", method: .get, target: identity + "/events"),
    ]
  }

  private static func operations(of user: Guest, session: String) throws -> [Operation] {
    let datasets = String(user.path().dropLast("/prefs".count))
    let identity = String(datasets.dropLast("/datasets".count))
    let context =
      #"{"client":{"client_id":"c","app_title":"t"},"services":{"mobile_analytics":{"app_id":"a"}}}"#
    return [
      Operation(name: "ListRecords", method: .get, target: user.path() + "/records"),
      Operation(name: "ListDatasets", method: .get, target: datasets),
      Operation(name: "DescribeDataset", method: .get, target: user.path()),
      Operation(name: "DescribeIdentityUsage", method: .get, target: identity),
      Operation(
        name: "PutEvents", method: .post, target: "/2014-06-05/events",
        body: #"""
          {"events":[{"eventType":"a","timestamp":"2027-01-15T08:00:00.000Z",
          "session":{"id":"s","startTimestamp":"2027-01-15T08:00:00.000Z"}}]}
          """#, service: "mobileanalytics", fields: [("x-amz-Client-Context", context)]),
    ]
  }

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
