import Glibc

/// Sends prepared requests over some connections, each waiting for its answer before the next.
///
/// One thread with one `poll` for all, a `recv` and a `send` a request: on two cores nearly all of the time
/// is the service's. Of an answer it reads status and length.
struct LoadGenerator: Sendable {
  let host: String
  let port: Int

  struct Outcome: Sendable {
    var samples = Samples()
    var seconds = 0.0
    /// Processor time of this process, in seconds.
    var processorTime = 0.0
    var refusals = 0
    /// The bodies of all answers by connection, if they were asked for.
    var bodies: [[[UInt8]]] = []
    var perSecond: Double { Double(samples.nanoseconds.count) / seconds }
  }

  /// Sends `scripts`, one list of requests a connection, and tells how long each took; blocks
  /// meanwhile.
  func run(_ scripts: [[[UInt8]]], keepsBodies: Bool = false) throws -> Outcome {
    let connections = try scripts.map {
      try LoadConnection(host: host, port: port, script: $0, keepsBodies: keepsBodies)
    }
    giveWay()
    let start = Clock.now()
    let processorStart = Clock.processorTime()
    for connection in connections { try connection.sendNext() }
    try play(connections)
    var outcome = Outcome()
    outcome.seconds = Double(Clock.now() - start) / 1e9
    outcome.processorTime = Clock.processorTime() - processorStart
    for connection in connections {
      outcome.samples.add(contentsOf: connection.samples)
      outcome.refusals += connection.refusals
      outcome.bodies.append(connection.bodies)
    }
    return outcome
  }

  /// Lets servers finish what they are at before this thread takes their processor to look at one
  /// answer: on as many cores as servers have threads, a generator that is woken by each would
  /// measure its own waking.
  private func giveWay() {
    var parameters = sched_param()
    let batch: Int32 = 3  // SCHED_BATCH, which the module does not export
    if sched_getscheduler(0) == SCHED_OTHER { sched_setscheduler(0, batch, &parameters) }
  }

  private func play(_ connections: [LoadConnection]) throws {
    var polled = connections.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    var playing = connections.count { !$0.isDone }
    while playing > 0 {
      guard poll(&polled, nfds_t(polled.count), 30_000) > 0 || errno == EINTR else {
        throw BenchmarkFailure("The service has not answered for 30 s.")
      }
      for index in polled.indices where polled[index].revents != 0 {
        try connections[index].receive()
        guard connections[index].isDone else { continue }
        // A negative descriptor is passed over.
        polled[index].fd = -1
        playing -= 1
      }
    }
  }
}
