import SyncCore

/// Guests who sign in, accounts that take turns, and what becomes of merged datasets.
extension World {
  /// Makes the guest of a device the member Anna.
  ///
  /// The service may move the guest's dataset, too, or know nothing of the guest.
  mutating func signIn(_ device: Int) throws {
    guard !devices[device].isCutOff else { return }
    let guest = devices[device].present
    let primary = Place.anna
    let merged = primary.merged(from: seats[guest].place)
    trace.note("\(now) \(guest) signs in")
    devices[device].present = try seat(primary, on: device)
    let target = try seat(merged, on: device)
    marks[primary.identity, default: []].insert(seats[guest].place.mark)
    if chance(700), let ledger = services[seats[guest].place]?.ledger, ledger.state.exists {
      services[merged]?.adopt(ledger, seat: -1, at: Timestamp(milliseconds: now))
      services[seats[guest].place] = SimulatedServer(seats[guest].place)
    }
    try storing { world throws(SimulatedStoreFailure) in
      try world.seats[guest].store.move(to: world.seats[target].store)
    }
    // All the guest saw is to be seen by the member: not only the edits.
    for (key, row) in seats[guest].replica.rows where !row.isDeleted || row.isDirty {
      seats[target].promises[key] = Promise(value: row.value, mayBeKnown: true)
    }
    seats[guest].promises = [:]
    // A guest who deleted the dataset wants the service's copy to go, wherever it went meanwhile.
    if seats[guest].replica.isDeletePending, let records = services[merged]?.ledger.records.values {
      seats[target].seen.formUnion(records.map { .init(key: $0.key, count: $0.syncCount) })
    }
    seats[target].isDeletionDue = seats[guest].isDeletionDue
    seats[guest].isDeletionDue = false
    seats[guest].isLeft = true
    try noteChange(of: guest)
    try noteChange(of: target)
  }

  /// Lets somebody else play, whose records are others.
  mutating func switchAccount(_ device: Int) throws {
    let place = seats[devices[device].present].place
    guard !place.isGuest else { return }
    trace.note("\(now) \(device) changes hands")
    devices[device].present = try seat(place == .anna ? .bert : .anna, on: device)
  }

  /// The merged datasets that have rows here, as a run on their primary begins with them.
  func mergedDatasets(of seat: Int) -> [DatasetName] {
    seats.filter { other in
      other.device == seats[seat].device && other.place.isMerged(into: seats[seat].place)
        && !other.replica.rows.isEmpty
    }.map(\.place.dataset).sorted()
  }

  /// Reads merged datasets one after another, and takes them in.
  mutating func takeIn(_ names: [DatasetName], for run: Int) throws {
    if chance(faults.abort) { return try feed(run, .mergedAnswered(.abort)) }
    guard let identity = runs[run].map({ seats[$0.seat].place.identity }) else { return }
    try takeInNext(
      names.map { name in
        var place = Place.anna
        place.identity = identity
        place.dataset = name
        return place
      }[...], for: run)
  }

  mutating func mergeEnded(
    _ run: Run, _ result: Result<SyncSession.Success, SyncSession.Failure>, parent: Int,
    rest: [Place]
  ) throws {
    guard let seat = runs[parent]?.seat else { return }
    runs[parent]?.isParent = false
    if case .failure(let failure) = result {
      trace.note("\(now) \(parent) cannot take in: \(failure)")
      return schedule(in: 0, .perform(run: parent, .finish(.failure(failure))))
    }
    try dissolve(run.seat, into: seat)
    try takeInNext(rest[...], for: parent)
  }

  /// Deletes at the service what has been taken in.
  mutating func retireMerged(of seat: Int, program: Int) throws {
    for other in seats.indices
    where seats[other].device == seats[seat].device
      && seats[other].place.isMerged(into: seats[seat].place)
      && seats[other].replica.isDeletePending && seats[other].replica.rows.isEmpty
      && !runs.values.contains(where: { $0.seat == other })
    {
      try start(other, program: program, purpose: .retirement)
    }
  }

  private mutating func takeInNext(_ places: ArraySlice<Place>, for run: Int) throws {
    guard let place = places.first, let parent = runs[run] else {
      return try feed(run, .mergedAnswered(.handled))
    }
    let seat = try seat(place, on: seats[parent.seat].device)
    if seats[seat].replica.isDeletePending, seats[seat].replica.rows.isEmpty {
      return try takeInNext(places.dropFirst(), for: run)
    }
    runs[run]?.isParent = true
    try start(
      seat, program: parent.program,
      purpose: .merge(parent: run, rest: Array(places.dropFirst())))
  }

  private mutating func dissolve(_ merged: Int, into primary: Int) throws {
    let rows = seats[primary].replica.rows
    var choices: [RecordKey: String] = [:]
    let policy = Int.random(in: 0..<3, using: &generator)
    for (key, row) in seats[merged].replica.rows {
      guard let text = row.value else { continue }
      let takes =
        switch (policy, rows[key]) {
        case (0, _), (_, nil): true
        case (1, _): false
        case (_, let present?): row.comparisonDate > present.comparisonDate
        }
      if takes { choices[key] = text }
    }
    trace.note("\(now) \(primary) takes in \(choices.keys.sorted().map(\.rawValue))")
    try storing { world throws(SimulatedStoreFailure) in
      try world.seats[merged].store.dissolve(
        into: world.seats[primary].store, choices: choices,
        at: world.time(of: world.seats[primary].device))
    }
    for (key, text) in choices {
      seats[primary].promises[key] = Promise(value: text, mayBeKnown: true)
    }
    seats[merged].promises = [:]
    noteDeletion(of: merged)
    try noteChange(of: merged)
    try noteChange(of: primary)
  }
}
