package import SyncCore

/// Devices, a service and a network between them, all within one thread and one virtual time.
///
/// A world is a function of its seed: what happens next is drawn from one generator, and waiting
/// is a place in a queue. Each device has a seat for every place it has a copy of, and each seat
/// any number of runs, one a program.
package struct World {
  enum Request: Hashable {
    case list(since: SyncCount, nextToken: String?)
    case update([RecordPatch], token: String)
    case delete
  }

  enum Happening {
    case perform(run: Int, SyncSession.Effect)
    case arrival(run: Int, seat: Int, request: Int, Request)
    case answer(run: Int, device: Int, request: Int, SyncSession.Event, epoch: Int)
    /// The device itself gives up waiting for an answer, or never sent the request.
    case timeout(run: Int, request: Int, RemoteFailure)
    case wake(run: Int)
    case restart(device: Int)
    case reconnect(device: Int)
  }

  struct Entry {
    var time: Int64
    var order: Int
    var happening: Happening
  }

  /// The number all chance comes from.
  package let seed: UInt64
  /// What happened so far.
  package internal(set) var trace = Trace()
  let sabotage: Sabotage?
  let makeStore: (Int, Place) throws -> any SimulatedStore
  var generator: SeededGenerator
  var faults: Faults
  var pageSize: Int?
  /// Whether the app looks at what was pulled before it is stored.
  let asksBeforeMerging: Bool
  var now: Int64 = 1_000_000
  var order = 0
  /// The last number given to a run, a request or a call.
  var number = 0
  var queue: [Entry] = []
  var epoch = 0
  var services: [Place: SimulatedServer] = [.anna: SimulatedServer(.anna)]
  var devices: [SimulatedDevice] = []
  var seats: [Seat] = []
  var runs: [Int: Run] = [:]
  /// What texts of an identity may end with.
  var marks: [IdentityID: Set<String>] = [:]
  /// How many results each call got.
  var results: [Int: Int] = [:]

  /// Creates a world in which nothing has happened.
  ///
  /// - Parameters:
  ///   - count: How many devices there are, or nothing to draw three or four.
  ///   - faults: The faults, or nothing to draw them.
  ///   - sabotage: The rule that is broken, if any.
  ///   - store: Creates the local store of a place on a device.
  package init(
    seed: UInt64, devices count: Int? = nil, faults: Faults? = nil, sabotage: Sabotage? = nil,
    store: ((Int, Place) throws -> any SimulatedStore)? = nil
  ) throws {
    self.seed = seed
    self.sabotage = sabotage
    makeStore =
      store
      ?? { _, place in
        guard let sabotage else { return MemoryLocalStore(place) }
        return SabotagedStore(place, sabotage)
      }
    generator = SeededGenerator(seed: seed)
    self.faults = faults ?? .harsh(&generator)
    pageSize = [nil, nil, 1, 2, 5].randomElement(using: &generator) ?? nil
    asksBeforeMerging = Int.random(in: 0..<3, using: &generator) == 0
    let number = count ?? Int.random(in: 3...4, using: &generator)
    for _ in 0..<number { try addDevice() }
  }

  /// What each copy of a place on a device holds.
  package var replicas: [DatasetReplica] { seats.map(\.replica) }

  /// What the service has of the first place.
  package var records: [RecordKey: SyncRecord] { services[.anna]?.ledger.records ?? [:] }

  /// Lives a whole life: steps with all faults, then healing, then agreement.
  package mutating func play(steps: Int = 400, rounds: Int = 6) throws {
    try run(steps: steps)
    heal()
    try settle(within: rounds)
  }

  /// Plays, synchronises and suffers for a number of steps; the invariants hold after each.
  package mutating func run(steps: Int) throws {
    for _ in 0..<steps {
      if queue.isEmpty || chance(350) { try act() } else { try advance() }
    }
  }

  /// Ends all faults, and what they did; what is on its way still arrives.
  package mutating func heal() {
    trace.note("heal")
    faults = .none
    for index in devices.indices {
      devices[index].isCrashed = false
      devices[index].isCutOff = false
      devices[index].slowness = 1
    }
  }

  /// Synchronises all seats in turn until all agree with the service.
  package mutating func settle(within rounds: Int) throws {
    while !queue.isEmpty { try advance() }
    for _ in 0..<rounds {
      for seat in seats.indices where !seats[seat].isLeft && !isMerged(seat) {
        devices[seats[seat].device].present = seat
        try call(seat, program: 0)
        while !queue.isEmpty { try advance() }
      }
      if agrees { return try checkResults() }
    }
    throw violation(.converges, "not yet \(rounds) rounds after the network healed")
  }

  /// Tells whether every device has exactly what the service has.
  package var agrees: Bool {
    let seatsAgree = seats.allSatisfy { seat in
      if seat.isLeft { return true }
      let replica = seat.replica
      guard !replica.isDeletePending, !replica.rows.values.contains(where: \.isDirty) else {
        return false
      }
      // Whoever does not know that the service was restored knows other records.
      if seat.isOnLostHistory { return true }
      let records = services[seat.place]?.ledger.records ?? [:]
      return replica.values.count == records.values.count { !$0.isDeleted }
        && replica.values.allSatisfy { records[$0.key]?.value.isIdentical(to: $0.value) ?? false }
    }
    return seatsAgree
      && services.allSatisfy { place, service in
        !isMergedPlace(place) || !service.ledger.state.exists
      }
  }

  func time(of device: Int) -> Timestamp {
    Timestamp(milliseconds: now + devices[device].skew)
  }

  mutating func chance(_ perThousand: Int) -> Bool {
    perThousand > 0 && Int.random(in: 0..<1_000, using: &generator) < perThousand
  }

  mutating func nextNumber() -> Int {
    number += 1
    return number
  }

  mutating func schedule(in delay: Int64, _ happening: Happening) {
    order += 1
    let entry = Entry(time: now + delay, order: order, happening: happening)
    var place = queue.endIndex
    while place > 0, queue[place - 1].time > entry.time { place -= 1 }
    queue.insert(entry, at: place)
  }

  func violation(_ invariant: Invariant, _ sentence: String) -> Violation {
    Violation(invariant, sentence, seed: seed, trace: trace)
  }

  private mutating func addDevice() throws {
    let device = devices.count
    devices.append(
      SimulatedDevice(
        skew: Int64.random(in: -86_400_000...86_400_000, using: &generator),
        slowness: Int64.random(in: 1...faults.slowestLink, using: &generator),
        programs: faults.programs))
    let isGuest = faults.signIn > 0 && chance(500)
    devices[device].present = try seat(isGuest ? .guest(of: device) : .anna, on: device)
  }

  /// Returns the seat of a place on a device, which gets one if it has none.
  mutating func seat(_ place: Place, on device: Int) throws -> Int {
    if let index = seats.firstIndex(where: { $0.device == device && $0.place == place }) {
      return index
    }
    seats.append(Seat(device: device, place: place, store: try makeStore(device, place)))
    if services[place] == nil { services[place] = SimulatedServer(place) }
    marks[place.identity, default: []].insert(place.mark)
    return seats.count - 1
  }

  func isMerged(_ seat: Int) -> Bool { isMergedPlace(seats[seat].place) }

  private func isMergedPlace(_ place: Place) -> Bool {
    place.isMerged(into: .anna) || place.isMerged(into: .bert)
  }
}
