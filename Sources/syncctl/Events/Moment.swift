import FoundationEssentials
import SyncCore

/// A moment as somebody types it.
enum Moment {
  private static let units: [Character: Int64] = [
    "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
  ]

  /// Returns the moment that `text` means: a day, a day and a time of it in UTC, or a time before
  /// `now` such as `24h`.
  static func read(_ text: String, now: Timestamp) -> Timestamp? {
    if let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
      (0...1_000_000).contains(count)
    {
      return Timestamp(milliseconds: now.milliseconds - count * unit)
    }
    let full = text.contains("T") ? text : "\(text)T00:00:00"
    let style = Date.ISO8601FormatStyle()
    guard let date = try? Date(full.hasSuffix("Z") ? full : "\(full)Z", strategy: style) else {
      return nil
    }
    return Timestamp(milliseconds: Int64(date.timeIntervalSince1970 * 1_000))
  }
}
