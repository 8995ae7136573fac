import SyncCore

/// The way to the service and back, with everything that can go wrong on it.
extension World {
  private static let patience: Int64 = 10_000

  mutating func send(_ request: Request, for run: Int) {
    guard let seat = runs[run]?.seat else { return }
    let number = nextNumber()
    runs[run]?.request = number
    runs[run]?.isDeleting = request == .delete
    let device = seats[seat].device
    let present = devices[device].present
    // Nothing is sent in the name of somebody who does not hold the device any more.
    if seats[present].place.identity != seats[seat].place.identity,
      sabotage != .usesPresentIdentity
    {
      let failure = RemoteFailure(.other, "the identity changed")
      return schedule(in: 1, .timeout(run: run, request: number, failure))
    }
    if devices[device].isCutOff {
      let failure = RemoteFailure(.unreachable, "no network")
      return schedule(in: 5, .timeout(run: run, request: number, failure))
    }
    // Whichever comes first, the answer or this, ends the exchange.
    let failure = RemoteFailure(.interrupted, "no answer")
    schedule(in: Self.patience, .timeout(run: run, request: number, failure))
    if chance(faults.lostRequest) { return trace.note("\(now) \(run) request lost") }
    let copies = chance(faults.duplicate) ? 2 : 1
    let sender = sabotage == .usesPresentIdentity ? present : seat
    for _ in 0..<copies {
      let delay = drawDelay(of: device)
      schedule(in: delay, .arrival(run: run, seat: sender, request: number, request))
    }
  }

  mutating func arrive(_ request: Request, number: Int, from seat: Int, run: Int) throws {
    let event = try serve(request, from: seat)
    if chance(faults.lostReply) { return trace.note("\(now) \(run) answer lost") }
    let device = seats[seat].device
    let delay = drawDelay(of: device)
    schedule(
      in: delay, .answer(run: run, device: device, request: number, event, epoch: epoch))
  }

  private mutating func serve(_ request: Request, from seat: Int) throws -> SyncSession.Event {
    if chance(faults.serviceFault) { return .remoteFailed(RemoteFailure(.unavailable, "fault")) }
    if chance(faults.throttle) {
      return .remoteFailed(
        RemoteFailure(.unavailable, "slow down", retryAfter: .milliseconds(700)))
    }
    if chance(faults.expiredCredentials) {
      return .remoteFailed(RemoteFailure(.notAuthorized, "the credentials have expired"))
    }
    let place = seats[seat].place
    guard let before = services[place]?.ledger else {
      preconditionFailure("The service knows the places of all seats.")
    }
    let event = answer(request, from: seat, at: place)
    guard let after = services[place]?.ledger, after != before else { return event }
    if case .update(let patches, let token) = request {
      try checkCommit(patches, token: token, from: seat, before: before, after: after)
    }
    if case .delete = request {
      try checkDeletion(of: before, from: seat)
    }
    return event
  }

  private mutating func answer(
    _ request: Request, from seat: Int, at place: Place
  ) -> SyncSession.Event {
    guard var service = services[place] else {
      preconditionFailure("The service knows the places of all seats.")
    }
    defer { services[place] = service }
    switch request {
    case .list(let since, let token):
      let merged = services.filter { $0.key.isMerged(into: place) && $0.value.ledger.state.exists }
      return service.list(
        since: since, nextToken: token, limit: pageSize,
        merged: merged.keys.map(\.dataset).sorted())
    case .update(let patches, let token):
      if chance(faults.expiredToken) { return .remoteFailed(SimulatedServer.tokenRefused) }
      return service.update(
        patches, token: token, from: seat, at: Timestamp(milliseconds: now), limits: limits,
        sabotage: sabotage)
    case .delete:
      seats[seat].isDeletionDue = false
      let event = service.delete()
      if sabotage == .restartsCounts {
        service.ledger = DatasetLedger(identity: place.identity, name: place.dataset)
      }
      return event
    }
  }

  var limits: SyncLimits {
    SyncLimits(
      recordsPerDataset: faults.recordLimit, tombstonesPerDataset: faults.tombstoneLimit)
  }

  private mutating func drawDelay(of device: Int) -> Int64 {
    let clog = chance(faults.clog) ? Int64.random(in: 5_000...120_000, using: &generator) : 0
    let way = Int64.random(in: 1...faults.longestDelay, using: &generator)
    return clog + way * devices[device].slowness
  }
}
