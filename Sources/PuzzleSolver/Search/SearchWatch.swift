/// Keeps a search inside its limits.
final class SearchWatch {
  let limits: SolverLimits
  private let flag: CancellationFlag
  private let start: ContinuousClock.Instant
  private let onProgress: (@Sendable (SolverProgress) -> Void)?
  private var nextProgress: Duration = .milliseconds(100)
  private var calls = 0

  /// The share of the time that is used before `check` stops the search.
  var deadline: Duration

  /// The memory in use, and the most that was, in bytes.
  private(set) var bytes = 0
  private(set) var peakBytes = 0

  /// The states looked at.
  var nodes = 0

  /// The pushes every solution needs at least, as far as known.
  var lowerBound = 0

  init(
    _ limits: SolverLimits, _ flag: CancellationFlag,
    onProgress: (@Sendable (SolverProgress) -> Void)? = nil
  ) {
    self.limits = limits
    self.flag = flag
    self.onProgress = onProgress
    deadline = limits.time
    start = .now
  }

  /// The time since the start.
  var elapsed: Duration { start.duration(to: .now) }

  /// Throws if it is time to stop; cheap enough for every state.
  @inline(__always)
  func check() throws(SearchStop) {
    if flag.isCancelled { throw .cancelled }
    calls &+= 1
    if calls & 15 == 0 { try checkClock() }
  }

  /// Throws if somebody asked to stop; for what has to be brought to its end otherwise.
  func checkFlag() throws(SearchStop) {
    if flag.isCancelled { throw .cancelled }
  }

  private func checkClock() throws(SearchStop) {
    let elapsed = elapsed
    if elapsed >= deadline { throw .time }
    guard let onProgress, elapsed >= nextProgress else { return }
    nextProgress = elapsed + .milliseconds(100)
    onProgress(
      SolverProgress(nodes: nodes, elapsed: elapsed, bytes: bytes, lowerBound: lowerBound))
  }

  /// Notes that more memory is needed; throws if that is too much.
  func use(bytes more: Int) throws(SearchStop) {
    guard bytes + more <= limits.memory else { throw .memory }
    bytes += more
    peakBytes = max(peakBytes, bytes)
  }

  /// Notes that a search and all that belongs to it is gone.
  func releaseAll() { bytes = 0 }

  /// Notes that memory was given back.
  func release(bytes less: Int) { bytes -= less }
}
