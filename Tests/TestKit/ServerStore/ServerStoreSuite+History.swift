import IdentityCore
import ServerStorage
import SyncCore

/// Draws requests that make sense often enough, from what earlier answers told.
struct StoreHistory {
  /// Small limits, so that all of them are met.
  static let limits = SyncLimits(
    datasetsPerIdentity: 3, recordsPerDataset: 5, bytesPerDataset: 60, valueLength: 20,
    tombstonesPerDataset: 3)
  static let names = ["a", "b", "b.c", String(repeating: "long", count: 25)]
  static let keys = ["k1", "k2", "k3", "k4", "k5", "k6", "\u{e9}", "e\u{301}", "n", "n\u{0}x"]
  static let values = ["", "v", "w\u{0}", "v\u{e4}rde", "12345678901234", "12345678901234567890"]
  static let longValue = "twenty-one characters"

  var generator: SeededGenerator
  var clock: Int64 = 1_000
  var pools: [IdentityPoolID] = []
  var identities: [IdentityID] = []
  var counts: [DatasetReference: [RecordKey: SyncCount]] = [:]
  var datasetCounts: [DatasetReference: SyncCount] = [:]
  var positions: [(DatasetReference, ListingPosition)] = []
  var mergedNames: [DatasetReference] = []
  /// Identities that others were merged into.
  var parents: [IdentityID] = []
  /// Datasets that were written, in the order of their first commits.
  var written: [DatasetReference] = []
  var registered: [RegisteredDevice] = []
  var followed: [(device: RegisteredDevice, dataset: DatasetReference)] = []
  /// Pools that have had push applications.
  var configured: Set<IdentityPoolID> = []
  var lastQueued: Int64 = 0
  var previews: [DatasetReference: SyncCount] = [:]
  /// What was deleted, whose ids nobody may get.
  var formerPools: [IdentityPoolID] = []
  var formerIdentities: [IdentityID] = []
  var ledgers: [DatasetReference: DatasetLedger] = [:]
  /// Identities whose datasets a merge has moved, or may have.
  var merged: Set<IdentityID> = []

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Draws the next request.
  mutating func next() -> StoreOperation {
    clock += 10
    if pools.count < 2 { return .pool(.create(pool())) }
    if !configured.contains(pools[0]) { return .pool(.configure(pools[0], Self.push, streams())) }
    if identities.count < 2 { return .identity(.identify(identify())) }
    return switch draw(155) {
    case 0..<40: .dataset(.commit(commit()))
    case 40..<58: .dataset(.list(list()))
    case 58..<62: .dataset(.delete(dataset(), at: now))
    case 62..<65: .dataset(.describe(dataset()))
    case 65..<69: .dataset(listAll())
    case 69..<71: .dataset(.syncCount(dataset()))
    case 71..<74: .dataset(.preview(commit()))
    case 74..<78: .identity(.identify(identify()))
    case 78..<83: .identity(.authorize(authorize()))
    case 83..<86: .identity(otherIdentity())
    case 86..<95: .pool(otherPool())
    case 95..<108: .device(device())
    case 108..<114: .stream(stream())
    case 114..<118: .usage(usage())
    case 118..<124: .analytics(analytics())
    case 124..<127: .role(role())
    case 127..<142: .developer(developer())
    default: .account(account())
    }
  }

  mutating func draw(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[draw(elements.count)]
  }

  var now: Timestamp { Timestamp(milliseconds: clock) }

  // MARK: Datasets

  mutating func dataset() -> DatasetReference {
    if draw(5) == 0, !mergedNames.isEmpty { return pick(mergedNames) }
    if draw(5) == 0, !parents.isEmpty {
      return reference(pools[0], pick(parents), pick(Self.names))
    }
    // The newest identities get most requests, so that datasets grow.
    let identity = draw(4) == 0 ? pick(identities) : pick(Array(identities.suffix(3)))
    return reference(draw(30) == 0 ? pick(pools) : pools[0], identity, pick(Self.names))
  }

  private func reference(
    _ pool: IdentityPoolID, _ identity: IdentityID, _ name: String
  ) -> DatasetReference {
    guard let name = DatasetName(name) else { preconditionFailure("All names are valid.") }
    return DatasetReference(pool: pool, identity: identity, name: name)
  }

  private mutating func commit() -> CommitRequest {
    let dataset = dataset()
    let drawn = (0..<draw(5)).map { _ in patch(for: dataset) }
    let isOdd = draw(15) == 0
    let patches = drawn.enumerated().filter { index, patch in
      isOdd || !drawn[..<index].contains { $0.key == patch.key }
    }.map(\.element)
    let session = SyncSessionReference(
      id: [UInt8(draw(200))], expires: Timestamp(milliseconds: 1_000_000))
    let expected = previews[dataset] ?? datasetCounts[dataset] ?? 0
    return CommitRequest(
      dataset: dataset, patches: patches, author: pick(["me", "000000000000"]),
      session: draw(4) == 0 ? session : nil, now: now, limits: Self.limits,
      device: draw(2) == 0 ? nil : pick(Self.devices),
      expectedSyncCount: draw(6) == 0 ? expected : nil,
      spendsSession: draw(3) == 0)
  }

  private mutating func patch(for dataset: DatasetReference) -> RecordPatch {
    guard let key = RecordKey(pick(Self.keys)) else { preconditionFailure("All keys are valid.") }
    let known = counts[dataset]?[key] ?? 0
    return RecordPatch(
      key: key, value: draw(3) == 0 ? nil : draw(40) == 0 ? Self.longValue : pick(Self.values),
      syncCount: draw(25) == 0 ? SyncCount(draw(6) - 1) : known,
      deviceLastModified: draw(2) == 0 ? nil : Timestamp(milliseconds: Int64(draw(900)) - 300),
      deviceName: draw(2) == 0 ? nil : pick(["laptop", "desk"]))
  }

  private mutating func list() -> ListRequest {
    let limit = draw(2) == 0 ? nil : 1 + draw(3)
    if draw(3) == 0, !positions.isEmpty {
      let (dataset, position) = pick(positions)
      return ListRequest(dataset: dataset, start: .position(position), limit: limit)
    }
    let dataset = dataset()
    let session = SyncSessionReference(
      id: [UInt8(draw(200))], expires: Timestamp(milliseconds: 1_000_000))
    let since = SyncCount(draw(Int(datasetCounts[dataset] ?? 0) + 3) - 1)
    return ListRequest(
      dataset: dataset, start: .since(draw(3) == 0 ? 0 : since), limit: limit,
      session: draw(8) == 0 ? session : nil)
  }

  private mutating func listAll() -> DatasetOperation {
    .listAll(
      draw(9) == 0 ? newIdentity() : pick(identities), draw(9) == 0 ? pick(pools) : pools[0],
      after: draw(2) == 0 ? nil : DatasetName(pick(Self.names)),
      limit: draw(2) == 0 ? nil : 1 + draw(2))
  }

  // MARK: Identities

  mutating func newIdentity() -> IdentityID {
    guard let id = IdentityID.random(region: "us-east-1", using: &generator) else {
      preconditionFailure("The region is valid.")
    }
    return id
  }

  mutating func logins() -> Set<Login> {
    Set(
      (0..<draw(3)).map { _ in
        Login(provider: pick(["one", "two", "fb", "dev"]), user: pick(["u", "v", "w\u{0}"]))
      })
  }

  private mutating func identify() -> IdentifyRequest {
    let taken = draw(2) == 0 ? identities.first : formerIdentities.last
    let candidate = draw(12) == 0 ? taken ?? newIdentity() : newIdentity()
    return IdentifyRequest(
      pool: draw(8) == 0 ? pick(pools) : pools[0], logins: logins(), candidate: candidate,
      now: now)
  }

  private mutating func authorize() -> AuthorizeRequest {
    let identity = draw(9) == 0 ? newIdentity() : pick(identities)
    return AuthorizeRequest(
      identity: identity, logins: logins(), proof: proof(of: identity), now: now)
  }

  private mutating func otherIdentity() -> IdentityOperation {
    switch draw(7) {
    case 0, 1: .identity(pick(identities))
    case 2, 3:
      .list(
        pick(pools), after: draw(2) == 0 ? nil : pick(identities), limit: 1 + draw(6),
        hidingDisabled: draw(2) == 0)
    case 4: .delete([draw(5) == 0 ? newIdentity() : pick(identities), pick(identities)])
    case 5: .adoptIssuer(pick(["https://one", "https://two", "http://three"]))
    default: .identity(formerIdentities.last ?? pick(identities))
    }
  }

  // MARK: Accounts

  private mutating func account() -> AccountOperation {
    let name = pick(["ann", "bob", "b\u{f6}b\u{0}"])
    let hash = pick(["h1", "h2"])
    let token = RefreshToken(
      digest: [UInt8(draw(8))], expires: Timestamp(milliseconds: clock + Int64(draw(600)) - 50))
    return switch draw(8) {
    case 0, 1:
      .create(
        Account(
          name: name, displayName: name.uppercased(), subject: "s-\(clock)", passwordHash: hash,
          created: now, lastModified: now))
    case 2: .account(name)
    case 3: .changePassword(name, from: hash, to: pick(["h1", "h2"]), at: now)
    case 4: .delete(name, hash: draw(3) == 0 ? hash : "none")
    case 5: .beginSession(name, hash: hash, token, at: now)
    case 6: .rotate([UInt8(draw(8))], token, at: now)
    default: .endSession([UInt8(draw(40))])
    }
  }
}
