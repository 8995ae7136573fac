import CommandProgram
import Foundation

/// Says on standard error how far a long command has come and when it may be done.
///
/// On a terminal it rewrites one line; elsewhere it adds a line now and then.
struct ProgressLine {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var lastLine: ContinuousClock.Instant?
  private var width = 0

  init() { start = clock.now }

  /// The time since the start, in seconds.
  var seconds: Double {
    let elapsed = clock.now - start
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
  }

  /// Shows `text`, and what is left of the time if `share` of the work (0…1) is done.
  mutating func show(_ text: String, share: Double) {
    let now = clock.now
    let pause = Duration.milliseconds(isTerminal ? 200 : 15_000)
    if let lastLine, now - lastLine < pause { return }
    lastLine = now
    let line = "\(text), \(ProgressLine.estimate(seconds: seconds, share: share))"
    guard isTerminal else {
      Output.complain(line + "\n")
      return
    }
    Output.complain("\r" + line + String(repeating: " ", count: max(0, width - line.count)))
    width = line.count
  }

  /// Leaves the line as it is and begins another.
  func end() {
    if isTerminal, lastLine != nil { Output.complain("\n") }
  }

  /// Returns how long it will take at the pace so far, as in `about 3 min left`.
  static func estimate(seconds: Double, share: Double) -> String {
    guard share > 0.001, seconds > 0 else { return "time left unknown" }
    let left = max(0, seconds / min(share, 1) - seconds)
    if left < 90 { return "about \(Int(left.rounded(.up))) s left" }
    if left < 90 * 60 { return "about \(Int((left / 60).rounded(.up))) min left" }
    return "about \(Int((left / 3600).rounded(.up))) h left"
  }
}
