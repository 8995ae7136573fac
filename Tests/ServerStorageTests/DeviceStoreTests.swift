import ServerStorage
import SyncCore
import Testing

/// Devices and what they follow, cognito-sync.md 2.9.
@Suite struct DeviceStoreTests {
  private static let push = PushSync(
    applicationARNs: ["arn:aws:sns:us-east-1:000000000000:app/GCM/game"], roleARN: "arn:role")

  private func device(
    _ name: String, of identity: IdentityID, token: String = "token"
  ) throws -> RegisteredDevice {
    RegisteredDevice(
      id: try #require(DeviceID(name)), identity: identity, platform: .google, token: token)
  }

  /// A store with a pool that pushes, an identity with a dataset and a device of it.
  private func prepare(
    _ store: any ServerStore, _ fixtures: StoreFixtures
  ) async throws -> (dataset: DatasetReference, device: RegisteredDevice) {
    _ = try await store.configure(fixtures.pool, pushSync: Self.push, streams: nil)
    let user = try await fixtures.identity(1, in: store)
    let dataset = try fixtures.dataset(user)
    _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
    let device = try device("one", of: user)
    _ = try await store.register(device, in: fixtures.pool, at: fixtures.now)
    return (dataset, device)
  }

  @Test(arguments: StoreKind.allCases)
  func `S-099 a platform without an application is refused`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let user = try await fixtures.identity(1, in: store)
      let device = try device("one", of: user)
      await #expect(throws: StoreError.push(.notConfigured(.google))) {
        try await store.register(device, in: fixtures.pool, at: fixtures.now)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `S-102 an empty PushSync clears what was set, an absent one keeps it`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let pool = fixtures.pool
      #expect(try await store.settings(of: pool) == PoolSettings())
      _ = try await store.configure(pool, pushSync: Self.push, streams: nil)
      let streams = CognitoStreams(streamName: "s", roleARN: nil, status: .disabled)
      let kept = try await store.configure(pool, pushSync: nil, streams: streams)
      #expect(kept.configuration == PoolSyncConfiguration(pushSync: Self.push, streams: streams))
      _ = try await store.configure(pool, pushSync: PushSync(), streams: nil)
      let cleared = try await store.settings(of: pool)
      #expect(cleared.configuration == PoolSyncConfiguration(pushSync: nil, streams: streams))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the same install is the same device, reachable again`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let (dataset, first) = try await prepare(store, fixtures)
      try await store.subscribe(first.id, to: dataset)
      try await store.disable(first.id)
      #expect(try await store.subscribers(of: dataset).isEmpty)
      let again = try device("two", of: dataset.identity)
      #expect(try await store.register(again, in: fixtures.pool, at: fixtures.now) == first.id)
      #expect(try await store.subscribers(of: dataset) == [first])
      let other = try device("three", of: dataset.identity, token: "new")
      #expect(try await store.register(other, in: fixtures.pool, at: fixtures.now) == other.id)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `S-101 missing datasets and unknown devices are not followed, following twice is`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let (dataset, device) = try await prepare(store, fixtures)
      let missing = try fixtures.dataset(dataset.identity, "missing")
      await #expect(throws: StoreError.ledger(.datasetNotFound(missing.name))) {
        try await store.subscribe(device.id, to: missing)
      }
      let unknown = try #require(DeviceID("unknown"))
      await #expect(throws: StoreError.push(.deviceNotFound(unknown))) {
        try await store.subscribe(unknown, to: dataset)
      }
      let stranger = try await fixtures.identity(2, in: store)
      let strange = try fixtures.dataset(stranger)
      _ = try await store.commit(fixtures.put(["a": "1"], to: strange))
      await #expect(throws: StoreError.push(.deviceNotFound(device.id))) {
        try await store.subscribe(device.id, to: strange)
      }
      try await store.subscribe(device.id, to: dataset)
      try await store.subscribe(device.id, to: dataset)
      #expect(try await store.subscribers(of: dataset) == [device])
      try await store.unsubscribe(device.id, from: dataset)
      await #expect(throws: StoreError.push(.notSubscribed(device.id, dataset.name))) {
        try await store.unsubscribe(device.id, from: dataset)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `deleting a dataset ends what follows it, also when it comes again`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let (dataset, device) = try await prepare(store, fixtures)
      try await store.subscribe(device.id, to: dataset)
      _ = try await store.delete(dataset, at: fixtures.now)
      #expect(try await store.subscribers(of: dataset).isEmpty)
      _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
      #expect(try await store.subscribers(of: dataset).isEmpty)
      let names = try await store.subscriptions(
        of: device.id, identity: dataset.identity, in: fixtures.pool)
      #expect(names.isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a merge drops the devices of the guest and keeps those of the user`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let (old, device) = try await prepare(store, fixtures)
      try await store.subscribe(device.id, to: old)
      let user = try await fixtures.identity(2, user: "ann", in: store)
      let own = try fixtures.dataset(user)
      _ = try await store.commit(fixtures.put(["a": "1"], to: own))
      let kept = try self.device("kept", of: user)
      _ = try await store.register(kept, in: fixtures.pool, at: fixtures.now)
      try await store.subscribe(kept.id, to: own)
      _ = try await store.authorize(
        AuthorizeRequest(identity: old.identity, logins: [.example("ann")], now: fixtures.now))
      #expect(try await store.subscribers(of: own) == [kept])
      let moved = try fixtures.dataset(user, "prefs.\(old.identity)")
      #expect(try await store.subscribers(of: moved).isEmpty)
      await #expect(throws: StoreError.push(.deviceNotFound(device.id))) {
        try await store.subscribe(device.id, to: moved)
      }
    }
  }
}
