package import SyncCore

/// Devices, a service and a network between them, all within one thread and one virtual time.
///
/// A world is a function of its seed: what happens next is drawn from one generator, and waiting
/// is a place in a queue.
package struct World {
  enum Request: Hashable {
    case list(since: SyncCount, nextToken: String?)
    case update([RecordPatch], token: String)
    case delete
  }

  enum Happening {
    case perform(device: Int, life: Int, SyncSession.Effect)
    case arrival(device: Int, life: Int, request: Int, Request)
    case answer(device: Int, life: Int, request: Int, SyncSession.Event)
    case wake(device: Int, life: Int)
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
  var generator: SeededGenerator
  var faults: Faults
  var pageSize: Int?
  var now: Int64 = 1_000_000
  var order = 0
  var queue: [Entry] = []
  var server: SimulatedServer
  var devices: [SimulatedDevice]

  /// Creates a world in which nothing has happened.
  ///
  /// - Parameters:
  ///   - faults: The faults, or nothing to draw them.
  ///   - store: Creates the local store of a device.
  package init(
    seed: UInt64, devices count: Int, faults: Faults? = nil,
    store: (Int) throws -> any SimulatedStore = { _ in MemoryLocalStore() }
  ) rethrows {
    self.seed = seed
    generator = SeededGenerator(seed: seed)
    self.faults = faults ?? .harsh(&generator)
    pageSize = [nil, nil, 1, 2, 5].randomElement(using: &generator) ?? nil
    guard let identity = IdentityID("us-east-1:0000"), let dataset = DatasetName("GameInfo") else {
      preconditionFailure("The names of the world are valid.")
    }
    server = SimulatedServer(identity: identity, dataset: dataset)
    devices = []
    for number in 0..<count {
      let skew = Int64.random(in: -86_400_000...86_400_000, using: &generator)
      devices.append(SimulatedDevice(number: number, store: try store(number), skew: skew))
    }
  }

  /// What each device has, by device.
  package var replicas: [DatasetReplica] { devices.map { $0.store.contents() } }

  /// What the service has.
  package var records: [RecordKey: SyncRecord] { server.ledger.records }

  /// Plays, synchronises and suffers for a number of steps; the invariants hold after each.
  package mutating func run(steps: Int) throws {
    for _ in 0..<steps {
      if queue.isEmpty || chance(350) { try act() } else { try advance() }
      try check()
    }
  }

  /// Ends all faults, and what they did.
  package mutating func heal() {
    trace.note("heal")
    faults = .none
    for index in devices.indices {
      devices[index].isCrashed = false
      devices[index].isCutOff = false
    }
  }

  /// Synchronises the devices in turn until all agree with the service.
  package mutating func settle(within rounds: Int) throws {
    while !queue.isEmpty { try stepOn() }
    for _ in 0..<rounds {
      for index in devices.indices {
        begin(index)
        while !queue.isEmpty { try stepOn() }
      }
      if agrees { return }
    }
    throw violation("The devices do not agree \(rounds) rounds after the network healed.")
  }

  /// Tells whether every device has exactly what the service has.
  package var agrees: Bool {
    devices.allSatisfy { device in
      let replica = device.store.contents()
      return !replica.isDeletePending && !replica.rows.values.contains(where: \.isDirty)
        && replica.values == records.compactMapValues(\.value)
    }
  }

  private mutating func stepOn() throws {
    try advance()
    try check()
  }

  /// Lets somebody do something.
  private mutating func act() throws {
    let index = Int.random(in: devices.indices, using: &generator)
    guard !devices[index].isCrashed else { return }
    if chance(faults.crash) { return crash(index) }
    if chance(faults.partition) {
      trace.note("\(now) \(index) loses the network")
      devices[index].isCutOff = true
      schedule(in: Int64.random(in: 1...60_000, using: &generator), .reconnect(device: index))
    } else if chance(faults.delete) {
      try delete(index)
    } else if chance(450) {
      begin(index)
    } else {
      try edit(index)
    }
  }

  private mutating func edit(_ index: Int) throws {
    let names = ["k0", "k1", "k2", "k3", "k4", "k5"]
    guard let key = names.randomElement(using: &generator).flatMap(RecordKey.init) else { return }
    let value = chance(200) ? nil : "v\(Int.random(in: 0..<5, using: &generator))"
    trace.note("\(now) \(index) writes \(key)=\(value ?? "nothing")")
    // Writing what is there already is no new edit, so a decision about it still counts.
    let present = devices[index].store.contents().rows[key]
    if !(present?.value).isIdentical(to: value) { devices[index].released.remove(key) }
    try storing { world throws(SimulatedStoreFailure) in
      try world.devices[index].store.edit(key, to: value, at: world.time(of: index))
    }
    let mayBeKnown = present.map { $0.edit == .sent || $0.syncCount > 0 } ?? false
    devices[index].promises[key] = Promise(value: value, mayBeKnown: mayBeKnown)
  }

  private mutating func delete(_ index: Int) throws {
    trace.note("\(now) \(index) deletes")
    try storing { world throws(SimulatedStoreFailure) in
      try world.devices[index].store.delete(at: world.time(of: index))
    }
    devices[index].promises = [:]
  }

  private mutating func crash(_ index: Int) {
    trace.note("\(now) \(index) crashes")
    devices[index].isCrashed = true
    devices[index].session = nil
    devices[index].life += 1
    devices[index].store.crash()
    schedule(in: Int64.random(in: 1...10_000, using: &generator), .restart(device: index))
  }

  private func storing(
    _ body: (World) throws(SimulatedStoreFailure) -> Void
  ) throws {
    do throws(SimulatedStoreFailure) {
      try body(self)
    } catch {
      throw violation("A local write failed: \(error).")
    }
  }

  func time(of index: Int) -> Timestamp {
    Timestamp(milliseconds: now + devices[index].skew)
  }

  mutating func chance(_ perThousand: Int) -> Bool {
    perThousand > 0 && Int.random(in: 0..<1_000, using: &generator) < perThousand
  }

  mutating func schedule(in delay: Int64, _ happening: Happening) {
    order += 1
    let entry = Entry(time: now + delay, order: order, happening: happening)
    let place = queue.firstIndex { ($0.time, $0.order) > (entry.time, entry.order) }
    queue.insert(entry, at: place ?? queue.endIndex)
  }

  func violation(_ sentence: String) -> Violation {
    Violation(sentence, seed: seed, trace: trace)
  }
}
