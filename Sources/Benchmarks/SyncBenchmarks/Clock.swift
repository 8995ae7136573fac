import Glibc

/// Wall and processor time.
enum Clock {
  /// Nanoseconds since some moment.
  static func now() -> Int64 { nanoseconds(CLOCK_MONOTONIC) }

  /// Processor time of this process, or of another, in seconds.
  static func processorTime(of process: pid_t? = nil) -> Double {
    guard let process else { return Double(nanoseconds(CLOCK_PROCESS_CPUTIME_ID)) / 1e9 }
    var clock = clockid_t()
    guard clock_getcpuclockid(process, &clock) == 0 else { return .nan }
    return Double(nanoseconds(clock)) / 1e9
  }

  private static func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
