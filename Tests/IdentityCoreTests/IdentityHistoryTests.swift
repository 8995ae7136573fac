import IdentityCore
import SyncCore
import Testing

/// What stays true of a pool whatever its users do.
@Suite struct IdentityHistoryTests {
  typealias Make = IdentityFixtures

  /// The smallest pool that follows the decisions.
  private struct Pool {
    var identities: [IdentityID: Identity] = [:]
    var given = 0

    func owners(of logins: Set<Login>) -> [Identity] {
      identities.values.filter { !$0.logins.isDisjoint(with: logins) }
    }

    func parent(of id: IdentityID) throws -> Identity {
      let identity = try #require(identities[id])
      return try identity.mergedInto.map { try parent(of: $0) } ?? identity
    }

    mutating func step(_ generator: inout SmallGenerator) throws {
      let rules = try Make.rules()
      let logins = Set(
        (0..<Int.random(in: 0...2, using: &generator)).map { _ in
          Login(
            provider: "provider-\(Int.random(in: 0..<3, using: &generator))",
            user: "user-\(Int.random(in: 0..<4, using: &generator))")
        })
      let owners = owners(of: logins)
      given += 1
      let now = Timestamp(milliseconds: Int64(given))
      let known = identities.keys.sorted { $0.rawValue < $1.rawValue }
      guard let id = known.randomElement(using: &generator), Bool.random(using: &generator) else {
        let change = try rules.identify(
          by: logins, owners: owners, candidate: Make.id(given), at: now)
        return apply(change)
      }
      apply(
        try rules.authorize(
          parent(of: id), requested: id, by: logins, owners: owners, at: now))
    }

    private mutating func apply(_ change: IdentityChange) {
      for identity in change.changed { identities[identity.id] = identity }
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `no login has two owners and no identity disappears`(seed: UInt64) throws {
    var generator = SmallGenerator(state: seed)
    var pool = Pool()
    var disabled: Set<IdentityID> = []
    for _ in 0..<200 {
      let before = pool.identities
      do { try pool.step(&generator) } catch is IdentityError { #expect(pool.identities == before) }
      let logins = pool.identities.values.flatMap { Array($0.logins) }
      #expect(logins.count == Set(logins).count)
      #expect(Set(before.keys).isSubset(of: pool.identities.keys))
      for identity in pool.identities.values {
        #expect(Set(identity.logins.map(\.provider)).count == identity.logins.count)
        guard identity.state != .enabled else {
          #expect(!disabled.contains(identity.id))
          continue
        }
        disabled.insert(identity.id)
        #expect(identity.logins.isEmpty)
        #expect(try pool.parent(of: identity.id).state == .enabled)
      }
    }
  }
}

/// A tiny repeatable source of random numbers (SplitMix64).
struct SmallGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}
