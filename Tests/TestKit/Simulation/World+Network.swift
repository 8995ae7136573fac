import SyncCore

/// The way to the service and back, with everything that can go wrong on it.
extension World {
  private static let patience: Int64 = 10_000

  mutating func send(_ request: Request, from index: Int) {
    devices[index].request += 1
    let number = devices[index].request
    let life = devices[index].life
    func answer(_ failure: RemoteFailure) -> Happening {
      .answer(device: index, life: life, request: number, .remoteFailed(failure))
    }
    if devices[index].isCutOff {
      return schedule(in: 5, answer(RemoteFailure(.unreachable, "no network")))
    }
    // Whichever comes first, the answer or this, ends the exchange.
    schedule(in: Self.patience, answer(RemoteFailure(.interrupted, "no answer")))
    if chance(faults.lostRequest) { return trace.note("\(now) \(index) request lost") }
    let copies = chance(faults.duplicate) ? 2 : 1
    for _ in 0..<copies {
      let delay = drawDelay()
      schedule(
        in: delay, .arrival(device: index, life: life, request: number, request))
    }
  }

  mutating func arrive(_ request: Request, number: Int, from index: Int, life: Int) {
    let event = serve(request, from: index)
    if chance(faults.lostReply) { return trace.note("\(now) \(index) answer lost") }
    let delay = drawDelay()
    schedule(in: delay, .answer(device: index, life: life, request: number, event))
  }

  private mutating func serve(_ request: Request, from index: Int) -> SyncSession.Event {
    if chance(faults.serviceFault) { return .remoteFailed(RemoteFailure(.unavailable, "fault")) }
    if chance(faults.throttle) {
      return .remoteFailed(
        RemoteFailure(.unavailable, "slow down", retryAfter: .milliseconds(700)))
    }
    switch request {
    case .list(let since, let token):
      return server.list(since: since, nextToken: token, limit: pageSize)
    case .update(let patches, let token):
      if chance(faults.expiredToken) { return .remoteFailed(SimulatedServer.tokenRefused) }
      return server.update(
        patches, token: token, by: "device-\(index)", at: Timestamp(milliseconds: now))
    case .delete:
      return server.delete()
    }
  }

  private mutating func drawDelay() -> Int64 {
    Int64.random(in: 1...faults.longestDelay, using: &generator)
  }
}
