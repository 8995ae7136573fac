import IdentityCore
import SyncCore
import Testing

/// The smallest pool that follows the decisions, with the datasets of its identities.
struct ModelPool: Equatable {
  /// What one dataset holds, as the names of the writes that made it.
  typealias Content = Set<Int>

  var identities: [IdentityID: Identity] = [:]
  var datasets: [IdentityID: [DatasetName: Content]] = [:]
  /// Identities made so far, the clock of the model.
  var given = 0

  static let developer = "dev"

  func rules() throws -> IdentityRules {
    try IdentityFixtures.rules(developerProvider: Self.developer)
  }

  func owners(of logins: Set<Login>) -> [Identity] {
    identities.values.filter { !$0.logins.isDisjoint(with: logins) }
      .sorted { $0.id.rawValue < $1.id.rawValue }
  }

  func owner(of login: Login) -> Identity? { owners(of: [login]).first }

  func parent(of id: IdentityID) throws -> Identity {
    let identity = try #require(identities[id])
    return try identity.mergedInto.map { try parent(of: $0) } ?? identity
  }

  mutating func tick() -> Timestamp {
    given += 1
    return Timestamp(milliseconds: Int64(given))
  }

  mutating func identify(_ logins: Set<Login>) throws -> IdentityChange {
    let now = tick()
    return apply(
      try rules().identify(
        by: logins, owners: owners(of: logins), candidate: IdentityFixtures.id(given), at: now))
  }

  mutating func authorize(
    _ id: IdentityID, _ logins: Set<Login>, proof: IdentityProof? = nil
  ) throws -> IdentityChange {
    let now = tick()
    return apply(
      try rules().authorize(
        parent(of: id), requested: id, by: logins, proof: proof, owners: owners(of: logins),
        at: now))
  }

  mutating func identify(
    developer user: Login, with logins: Set<Login>, requested: IdentityID?
  ) throws -> IdentityChange {
    let now = tick()
    return apply(
      try rules().identify(
        developer: user, with: logins, identity: requested.map { try parent(of: $0) },
        requested: requested, owners: owners(of: logins.union([user])),
        candidate: IdentityFixtures.id(given), at: now))
  }

  mutating func merge(developer source: Login, into destination: Login) throws -> IdentityChange {
    let now = tick()
    return apply(
      try rules().merge(
        developer: owner(of: source), into: owner(of: destination), provider: Self.developer,
        at: now))
  }

  mutating func unlink(
    _ providers: Set<String>, from id: IdentityID, by logins: Set<Login>
  ) throws -> IdentityChange {
    let now = tick()
    let identity = try #require(identities[id])
    return apply(try rules().unlink(providers, from: identity, by: logins, at: now))
  }

  mutating func unlink(developer user: Login, from id: IdentityID) throws -> IdentityChange {
    let now = tick()
    let identity = try #require(identities[id])
    return apply(
      try rules().unlink(developer: user, from: identity, owner: owner(of: user), at: now))
  }

  /// Does what a store does in one transaction.
  private mutating func apply(_ change: IdentityChange) -> IdentityChange {
    for identity in change.changed { identities[identity.id] = identity }
    for merge in change.merges {
      let source = datasets.removeValue(forKey: merge.source) ?? [:]
      let places = MergedDatasetNames.places(
        for: source.keys.sorted(), of: merge.source,
        taken: Set(datasets[merge.parent, default: [:]].keys))
      for (name, place) in places { datasets[merge.parent, default: [:]][place] = source[name] }
    }
    return change
  }
}
