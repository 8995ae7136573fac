import FoundationEssentials
import SyncCore

extension Timestamp {
  /// The moment to the second, in UTC: `2026-07-30 12:00:00`.
  var text: String {
    let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space)
    return String(date.formatted(style).prefix(19))
  }
}

extension Int {
  /// The number of bytes in the unit that people read: `16 B`, `1.5 kB`, `1.0 MB`.
  var bytesText: String {
    var (value, units) = (Double(self), ["B", "kB", "MB", "GB", "TB"][...])
    while value >= 1_000, units.count > 1 {
      value /= 1_000
      units.removeFirst()
    }
    guard self >= 1_000 else { return "\(self) B" }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units.first ?? "")"
  }
}
