import IdentityCore
import ServerStorage
import SyncCore

/// People with logins of their own, who try to get at each other's identities now and then.
struct PeopleHistory {
  /// One human being with logins and a memory of the identities they were given.
  struct Person {
    var logins: [Login]
    /// What the pool owner's backend calls them.
    var users: [Login]
    var known: [IdentityID] = []
    var proofs: [IdentityProof] = []
    /// The values they wrote and did not delete, each of which exists once.
    var written: Set<String> = []

    init(_ number: Int) {
      logins = [("fb", "a"), ("fb", "b"), ("google", "a"), ("apple", "a")].map { provider, user in
        Login(provider: provider, user: "\(user)\(number)")
      }
      // With a provider that nobody else has, no conflict keeps a thief out.
      logins.append(Login(provider: "own\(number)", user: "a"))
      users = ["a", "b", "c"].map {
        Login(provider: PeopleHistory.developer, user: "\($0)\(number)")
      }
    }
  }

  /// One request of a person.
  struct Request {
    var person: Int
    var operation: StoreOperation
    /// Whether it names somebody else's identity and has to be refused.
    var isAttack = false
    /// Whether doing it twice has to come to the same.
    var isRepeatable = false
  }

  /// Everything a store shows.
  struct Seen: Equatable {
    var identities: [Identity] = []
    var datasets: [PublishedCommit] = []
  }

  static let developer = "dev"
  static let names = ["D", "E", String(repeating: "x", count: 128)]

  var generator: SeededGenerator
  var clock: Int64 = 1_000
  var people = (0..<4).map(Person.init)
  /// Whose each identity was first.
  var owner: [IdentityID: Int] = [:]
  /// For which identity each value was written.
  var writer: [String: IdentityID] = [:]
  var seen = Seen()
  var coverage = ServerStoreSuite.Coverage()
  var trace: [String] = []
  let pool: IdentityPool

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    guard let id = IdentityPoolID.random(region: "us-east-1", using: &generator) else {
      preconditionFailure("The region is valid.")
    }
    pool = IdentityPool(
      id: id,
      configuration: IdentityPoolConfiguration(
        name: "People", allowsGuests: true, developerProviderName: Self.developer))
  }

  /// What comes before all else.
  var opening: [StoreOperation] { [.pool(.create(pool))] }

  private var now: Timestamp { Timestamp(milliseconds: clock) }

  /// Draws the next request.
  mutating func next() -> Request {
    clock += 10
    let person = draw(people.count)
    if draw(9) == 0, let attack = attack(person) { return attack }
    guard !people[person].known.isEmpty else { return identify(person) }
    // The newest identities are the ones that still can change.
    let known = people[person].known
    let id = draw(3) == 0 ? pick(known) : pick(Array(known.suffix(3)))
    switch draw(20) {
    case 0..<2: return identify(person)
    case 2..<6: return authorize(id, person)
    case 6..<9: return unlink(id, person)
    case 9..<11: return identifyDeveloper(id, person)
    case 11: return merge(person)
    case 12, 13:
      let request = DeveloperUnlinkRequest(
        pool: pool.id, identity: id, user: pick(people[person].users), now: now)
      return Request(person: person, operation: .developer(.unlinkUser(request)))
    case 14:
      if draw(8) == 0 { return Request(person: person, operation: .identity(.delete([id]))) }
      return Request(person: person, operation: .dataset(.delete(dataset(id), at: now)))
    default: return write(id, person)
    }
  }

  private mutating func draw(_ count: Int) -> Int {
    Int.random(in: 0..<count, using: &generator)
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[draw(elements.count)]
  }

  /// Some logins, of which two may contradict each other.
  private mutating func logins(_ person: Int) -> Set<Login> {
    Set((0..<draw(4)).map { _ in pick(people[person].logins) })
  }

  /// An id for a new identity, now and then one that somebody has or had.
  private mutating func candidate() -> IdentityID {
    let taken = owner.keys.sorted { $0.rawValue < $1.rawValue }
    if draw(8) == 0, !taken.isEmpty { return pick(taken) }
    guard let id = IdentityID.random(region: "us-east-1", using: &generator) else {
      preconditionFailure("The region is valid.")
    }
    return id
  }

  private mutating func identify(_ person: Int) -> Request {
    let request = IdentifyRequest(
      pool: pool.id, logins: draw(3) == 0 ? [] : logins(person), candidate: candidate(), now: now)
    return Request(
      person: person, operation: .identity(.identify(request)), isRepeatable: true)
  }

  private mutating func authorize(_ id: IdentityID, _ person: Int) -> Request {
    let proofs = people[person].proofs
    let proof = draw(4) == 0 && !proofs.isEmpty ? pick(proofs) : nil
    let request = AuthorizeRequest(
      identity: id, logins: logins(person), proof: proof, now: now)
    return Request(
      person: person, operation: .identity(.authorize(request)), isRepeatable: proof == nil)
  }

  private mutating func unlink(_ id: IdentityID, _ person: Int) -> Request {
    let linked = seen.identities.first { $0.id == id }?.logins ?? []
    let providers = draw(2) == 0 ? linked : logins(person)
    let request = UnlinkRequest(
      identity: id, providers: Set(providers.map(\.provider)).subtracting([Self.developer]),
      logins: draw(3) == 0 ? logins(person) : linked, now: now)
    return Request(person: person, operation: .developer(.unlink(request)))
  }

  private mutating func identifyDeveloper(_ id: IdentityID, _ person: Int) -> Request {
    let request = DeveloperIdentifyRequest(
      pool: pool.id, user: pick(people[person].users),
      logins: draw(2) == 0 ? [] : logins(person), identity: draw(2) == 0 ? nil : id,
      candidate: candidate(), now: now)
    return Request(
      person: person, operation: .developer(.identify(request)), isRepeatable: true)
  }

  private mutating func merge(_ person: Int) -> Request {
    let request = DeveloperMergeRequest(
      pool: pool.id, provider: Self.developer, source: pick(people[person].users).user,
      destination: pick(people[person].users).user, now: now)
    return Request(person: person, operation: .developer(.merge(request)), isRepeatable: true)
  }

  private mutating func dataset(_ id: IdentityID) -> DatasetReference {
    let moved = seen.datasets.filter { $0.dataset.identity == id }.map(\.dataset)
    if draw(3) == 0, !moved.isEmpty { return pick(moved) }
    guard let name = DatasetName(pick(Self.names)) else {
      preconditionFailure("All names are valid.")
    }
    return DatasetReference(pool: pool.id, identity: id, name: name)
  }

  private mutating func write(_ id: IdentityID, _ person: Int) -> Request {
    let value = "w\(trace.count)"
    guard let key = RecordKey(value) else { preconditionFailure("All keys are valid.") }
    let patch = RecordPatch(key: key, value: value, syncCount: 0, deviceLastModified: nil)
    let request = CommitRequest(
      dataset: dataset(id), patches: [patch], author: id.rawValue, session: nil, now: now)
    return Request(person: person, operation: .dataset(.commit(request)))
  }

  /// Names the identity of somebody else, who has logins or had, together with one's own.
  private mutating func attack(_ person: Int) -> Request? {
    let foreign = seen.identities.filter { identity in
      owner[identity.id] != person && (identity.isAuthenticated || identity.state != .enabled)
    }
    guard !foreign.isEmpty else { return nil }
    let id = pick(foreign).id
    let proofs = people[person].proofs
    let proof = draw(2) == 0 && !proofs.isEmpty ? pick(proofs) : nil
    if draw(2) == 0 {
      let request = AuthorizeRequest(
        identity: id, logins: logins(person), proof: proof, now: now)
      return Request(person: person, operation: .identity(.authorize(request)), isAttack: true)
    }
    let request = UnlinkRequest(
      identity: id, providers: ["fb", "google", "apple"], logins: logins(person), proof: proof,
      now: now)
    return Request(person: person, operation: .developer(.unlink(request)), isAttack: true)
  }
}
