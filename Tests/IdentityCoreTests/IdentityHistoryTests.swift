import IdentityCore
import SyncCore
import Testing

/// What stays true of a pool whatever its users do.
@Suite struct IdentityHistoryTests {
  /// One human being with logins and a memory of the identities they were given.
  private struct Person {
    var logins: [Login]
    var users: [Login]
    var known: [IdentityID] = []
    var proofs: [IdentityProof] = []
    var written: Set<Int> = []

    init(_ number: Int) {
      logins = [("fb", "a"), ("fb", "b"), ("google", "a"), ("apple", "a")].map { provider, user in
        Login(provider: provider, user: "\(user)\(number)")
      }
      // With a provider that nobody else has, no conflict keeps a thief out.
      logins.append(Login(provider: "own\(number)", user: "a"))
      users = ["a", "b", "c"].map { Login(provider: ModelPool.developer, user: "\($0)\(number)") }
    }
  }

  /// People, a pool, and chance.
  private struct World {
    var pool = ModelPool()
    var people = (0..<4).map(Person.init)
    /// Whose identity each one is.
    var person: [IdentityID: Int] = [:]
    var writes = 0
    var generator: SmallGenerator

    /// Lets somebody do something, and checks the answer they get.
    mutating func step() throws {
      let actor = Int.random(in: people.indices, using: &generator)
      let before = pool
      do {
        guard let change = try act(actor) else { return }
        try check(change, for: actor)
      } catch is IdentityError {
        #expect(pool.identities == before.identities && pool.datasets == before.datasets)
      }
    }

    private mutating func act(_ actor: Int) throws -> IdentityChange? {
      let mine = people[actor].known.randomElement(using: &generator)
      let logins = some(people[actor].logins)
      let user = people[actor].users[Int.random(in: 0..<3, using: &generator)]
      switch (Int.random(in: 0..<13, using: &generator), mine) {
      case (0, _): return try pool.identify([])
      case (1...2, _), (_, nil): return try repeated { try $0.identify(logins) }
      case (3...4, let id?): return try repeated { try $0.authorize(id, logins) }
      case (5, let id?):
        let proof = people[actor].proofs.randomElement(using: &generator)
        return try pool.authorize(id, logins, proof: proof)
      case (6...8, let id?):
        let linked = pool.identities[id]?.logins ?? []
        let providers = Bool.random(using: &generator) ? linked : logins
        return try pool.unlink(Set(providers.map(\.provider)), from: id, by: linked)
      case (9, let id):
        let requested = Bool.random(using: &generator) ? id : nil
        return try repeated { try $0.identify(developer: user, with: logins, requested: requested) }
      case (10, _):
        let other = people[actor].users[Int.random(in: 0..<3, using: &generator)]
        return try repeated { try $0.merge(developer: user, into: other) }
      case (11, let id?):
        return Int.random(in: 0..<4, using: &generator) == 0
          ? try pool.unlink(developer: user, from: id) : try attack(actor, logins)
      case (_, let id?):
        write(actor, id)
        return nil
      }
    }

    /// Names the identity of somebody else, who has logins, together with one's own.
    private mutating func attack(_ actor: Int, _ logins: Set<Login>) throws -> IdentityChange? {
      let foreign = pool.identities.values.filter { identity in
        person[identity.id] != actor && (identity.isAuthenticated || identity.state != .enabled)
      }
      let ids = foreign.map(\.id).sorted { $0.rawValue < $1.rawValue }
      guard let id = ids.randomElement(using: &generator) else { return nil }
      let own = people[actor].proofs.randomElement(using: &generator)
      let proof = Bool.random(using: &generator) ? own : nil
      let change =
        Bool.random(using: &generator)
        ? try pool.authorize(id, logins, proof: proof)
        : try pool.unlink(["fb", "google", "apple"], from: id, by: logins)
      Issue.record("\(id) answered somebody else")
      return change
    }

    private mutating func write(_ actor: Int, _ id: IdentityID) {
      guard pool.identities[id]?.state == .enabled else { return }
      writes += 1
      let names = [
        "D", "E", String(repeating: "x", count: 128), "D.\(people[actor].known[0])",
      ]
      let name = DatasetName(names[Int.random(in: 0..<4, using: &generator)])
      if let name { pool.datasets[id, default: [:]][name, default: []].insert(writes) }
      people[actor].written.insert(writes)
    }

    /// Does the same twice: the second time nothing happens, and the answer is the same.
    private mutating func repeated(
      _ request: (inout ModelPool) throws -> IdentityChange
    ) throws -> IdentityChange {
      let first = try request(&pool)
      guard first.identity.isAuthenticated else { return first }
      let second = try request(&pool)
      #expect(second.identity.id == first.identity.id)
      #expect(second.changed.isEmpty && second.merges.isEmpty)
      return first
    }

    private mutating func check(_ change: IdentityChange, for actor: Int) throws {
      let id = change.identity.id
      #expect(person[id, default: actor] == actor, "an id means somebody else")
      person[id] = actor
      #expect(pool.identities[id] == change.identity)
      if !people[actor].known.contains(id) { people[actor].known.append(id) }
      guard change.identity.state == .enabled else { return }
      people[actor].proofs.append(
        IdentityProof(identity: id, isAuthenticated: change.identity.isAuthenticated))
    }

    /// Some of `logins`, often one, at most one of each provider or else a conflict is wanted.
    private mutating func some(_ logins: [Login]) -> Set<Login> {
      Set(
        (0..<Int.random(in: 0...3, using: &generator)).compactMap { _ in
          logins.randomElement(using: &generator)
        })
    }

    func checkInvariants(since before: ModelPool) throws {
      let logins = pool.identities.values.flatMap { Array($0.logins) }
      #expect(logins.count == Set(logins).count, "a login has two owners")
      let kept = before.identities.allSatisfy { id, old in
        guard let new = pool.identities[id] else { return false }
        return new.created == old.created && new.pool == old.pool
          && (old.state == .enabled || new == old)
      }
      #expect(kept, "an identity disappeared, or came back after it was shut")
      #expect(try pool.identities.values.allSatisfy(isSound))
      for (number, someone) in people.enumerated() {
        let held = pool.datasets.filter { person[$0.key] == number }.values
          .flatMap { $0.values.flatMap { Array($0) } }
        #expect(held.count == someone.written.count && Set(held) == someone.written)
      }
    }

    private func isSound(_ identity: Identity) throws -> Bool {
      let providers = identity.logins.map(\.provider).filter { $0 != ModelPool.developer }
      guard identity.state != .enabled else { return Set(providers).count == providers.count }
      guard identity.logins.isEmpty else { return false }
      guard identity.mergedInto != nil else { return true }
      return try pool.datasets[identity.id, default: [:]].isEmpty
        && pool.parent(of: identity.id).mergedInto == nil
    }
  }

  @Test(arguments: 1...25 as ClosedRange<UInt64>)
  func `I-018 I-020 nobody loses a dataset, an identity or a login, or gets another's`(
    seed: UInt64
  ) throws {
    var world = World(generator: SmallGenerator(state: seed))
    for _ in 0..<250 {
      let before = world.pool
      try world.step()
      try world.checkInvariants(since: before)
    }
    #expect(world.pool.identities.values.contains { $0.mergedInto != nil })
    #expect(world.pool.identities.values.contains { $0.state == .closed })
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
