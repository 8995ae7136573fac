import SyncCore

/// What people do, and what happens to devices and to the service by itself.
extension World {
  /// Lets somebody do something.
  mutating func act() throws {
    if chance(faults.serviceRestart) { return restartService() }
    if chance(faults.restore) { return try restoreService() }
    let device = Int.random(in: devices.indices, using: &generator)
    guard !devices[device].isCrashed else { return }
    let seat = devices[device].present
    if chance(faults.crash) { return try crash(device) }
    if chance(faults.partition) { return cutOff(device) }
    if chance(faults.clockJump) {
      devices[device].skew = Int64.random(in: -86_400_000...86_400_000, using: &generator)
      return trace.note("\(now) the clock of \(device) is set")
    }
    if chance(faults.delete) { return try delete(seat) }
    if chance(faults.cancel) { return try cancelRun(of: seat) }
    if chance(faults.signIn), seats[seat].place.isGuest { return try signIn(device) }
    if chance(faults.accountSwitch) { return try switchAccount(device) }
    if chance(450) {
      let program = Int.random(in: 0..<devices[device].programs, using: &generator)
      try call(seat, program: program)
    } else {
      try edit(seat)
    }
  }

  /// Ends all programs of a device.
  mutating func crash(_ device: Int) throws {
    trace.note("\(now) \(device) crashes")
    devices[device].isCrashed = true
    for (number, run) in runs where seats[run.seat].device == device {
      for call in run.calls { results[call.number] = nil }
      runs[number] = nil
    }
    for seat in seats.indices where seats[seat].device == device {
      for call in seats[seat].waiting { results[call.number] = nil }
      seats[seat].waiting = []
      seats[seat].store.crash()
      try noteChange(of: seat)
    }
    schedule(in: Int64.random(in: 1...10_000, using: &generator), .restart(device: device))
  }

  private mutating func edit(_ seat: Int) throws {
    // Two of the keys, and two of the texts, look the same and are not.
    let names = ["k0", "k1", "k2", "k3", "\u{e9}", "e\u{301}"]
    guard let key = names.randomElement(using: &generator).flatMap(RecordKey.init) else { return }
    let texts = ["v0", "v1", "v2", "\u{e9}", "e\u{301}"]
    let text = texts.randomElement(using: &generator) ?? ""
    let value = chance(200) ? nil : text + seats[seat].place.mark
    trace.note("\(now) \(seat) writes \(key)=\(value ?? "nothing")")
    if chance(faults.fullDisk) { return trace.note("\(now) \(seat) is told that the disk is full") }
    let present = seats[seat].replica.rows[key]
    try storing { world throws(SimulatedStoreFailure) in
      try world.seats[seat].store.edit(key, to: value, at: world.time(of: world.seats[seat].device))
    }
    let mayBeKnown = present.map { $0.edit == .sent || $0.syncCount > 0 } ?? false
    seats[seat].promises[key] = Promise(value: value, mayBeKnown: mayBeKnown)
    try noteChange(of: seat)
  }

  private mutating func delete(_ seat: Int) throws {
    trace.note("\(now) \(seat) deletes")
    try storing { world throws(SimulatedStoreFailure) in
      try world.seats[seat].store.delete(at: world.time(of: world.seats[seat].device))
    }
    seats[seat].promises = [:]
    noteDeletion(of: seat)
    try noteChange(of: seat)
  }

  /// Remembers that the service is to delete a dataset; a request that is on its way, perhaps of
  /// another program, is good for this deletion, too.
  mutating func noteDeletion(of seat: Int) {
    let isOnItsWay = runs.values.contains { $0.seat == seat && $0.isDeleting }
    seats[seat].isDeletionDue = seats[seat].isDeletionDue || !isOnItsWay
  }

  private mutating func cutOff(_ device: Int) {
    trace.note("\(now) \(device) loses the network")
    devices[device].isCutOff = true
    schedule(in: Int64.random(in: 1...60_000, using: &generator), .reconnect(device: device))
  }

  private mutating func cancelRun(of seat: Int) throws {
    let own = runs.filter { $0.value.seat == seat && !$0.value.isParent }.keys.min()
    guard let number = own, runs[number]?.session.isFinished == false else { return }
    try feed(number, .cancelled)
  }

  private mutating func restartService() {
    trace.note("\(now) the service restarts")
    let backsUp = epoch == 0 && chance(300)
    for place in services.keys {
      services[place]?.restart()
      if backsUp { services[place]?.backUp() }
    }
  }

  /// Begins again with the backup, which is what an operator does after the loss of a disk.
  private mutating func restoreService() throws {
    guard epoch == 0 else { return }
    trace.note("\(now) the service is restored from its backup")
    epoch = 1
    for place in services.keys { services[place]?.restore() }
    for seat in seats.indices { seats[seat].isOnLostHistory = true }
  }

  func storing(_ body: (World) throws(SimulatedStoreFailure) -> Void) throws {
    do throws(SimulatedStoreFailure) {
      try body(self)
    } catch {
      throw violation(.storeWorks, "a local write failed: \(error)")
    }
  }
}
