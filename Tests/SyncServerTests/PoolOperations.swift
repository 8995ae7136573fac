import CognitoWire
import RequestSigning
import ServerStorage
import SyncCore
import SyncServer

extension TestService {
  /// Creates a service whose stream `s` goes to `sink`.
  init(
    streaming sink: StreamSink, store: any ServerStore = MemoryServerStore(),
    payloads: PayloadFiles? = nil, seed: UInt64 = 7
  ) async throws {
    try await self.init(
      store: store,
      outlets: ServiceOutlets(
        streams: StreamSinks(named: ["s": sink]), payloads: payloads,
        pacing: RetryPacing(first: .milliseconds(1), longest: .milliseconds(2))), seed: seed)
  }

  /// Puts a function before all commits of a pool, or removes it.
  func setTrigger(_ arn: String?, of pool: IdentityPoolID) async throws {
    _ = try await call(
      SetCognitoEvents.self,
      SetCognitoEvents.Input(pool: pool, trigger: arn.map { .set($0) } ?? .remove),
      as: Self.developer)
  }

  /// Configures push and streams.
  @discardableResult
  func configure(
    _ pool: IdentityPoolID, push: [String]? = nil, stream: String? = nil,
    status: CognitoStreams.Status = .enabled
  ) async throws -> PoolSyncConfiguration {
    try await call(
      SetIdentityPoolConfiguration.self,
      SetIdentityPoolConfiguration.Input(
        pool: pool, pushSync: push.map { PushSync(applicationARNs: $0) },
        streams: stream.map { CognitoStreams(streamName: $0, status: status) }),
      as: Self.developer
    ).configuration
  }

  /// Returns how push and streams are configured.
  func configuration(of pool: IdentityPoolID) async throws -> PoolSyncConfiguration {
    try await call(GetIdentityPoolConfiguration.self, pool, as: Self.developer).configuration
  }

  /// Registers an app install.
  func register(
    _ guest: Guest, _ platform: PushPlatform = .google, token: String = "token"
  ) async throws -> DeviceID {
    try await call(
      RegisterDevice.self,
      RegisterDevice.Input(
        pool: guest.pool, identity: guest.identity, platform: platform, token: token),
      as: guest.credentials)
  }

  /// Lets a device follow a dataset.
  func subscribe(_ device: DeviceID, _ guest: Guest, _ dataset: String = "prefs") async throws {
    _ = try await call(
      SubscribeToDataset.self,
      DatasetSubscription(dataset: try guest.place(dataset), device: device),
      as: guest.credentials)
  }

  /// Commits patches in the name of a device.
  func commit(
    _ guest: Guest, _ patches: [RecordPatch], from device: DeviceID
  ) async throws {
    _ = try await call(
      UpdateRecords.self,
      UpdateRecords.Input(
        path: try guest.place(), sessionToken: try await list(guest).sessionToken,
        deviceID: device, patches: patches), as: guest.credentials)
  }

  /// Returns how the last bulk publish of a pool went.
  func bulkPublish(of pool: IdentityPoolID) async throws -> BulkPublishDetails {
    try await call(GetBulkPublishDetails.self, pool, as: Self.developer).details
  }
}

extension Guest {
  /// The raw path of something of the pool.
  func poolPath(_ rest: String = "") -> String {
    "/identitypools/\(pool.rawValue.replacing(":", with: "%3A"))\(rest)"
  }
}

/// The application and function that tests configure.
enum Names {
  static let application = "arn:aws:sns:us-east-1:123456789012:app/GCM/game"
  static let appleApplication = "arn:aws:sns:us-east-1:123456789012:app/APNS/game"
  static let function = "arn:aws:lambda:us-east-1:123456789012:function:check"
}
