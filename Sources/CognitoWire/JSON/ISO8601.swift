import FoundationEssentials
package import SyncCore

/// Moments as `YYYY-MM-DDThh:mm:ss[.fff]Z` (ISO 8601).
package enum ISO8601 {
  /// Returns the moment that `text` names, or nothing.
  package static func parse(_ text: String) -> Timestamp? {
    let whole = Date.ISO8601FormatStyle()
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let date = (try? fractional.parse(text)) ?? (try? whole.parse(text)) else { return nil }
    return Timestamp(milliseconds: Int64((date.timeIntervalSince1970 * 1_000).rounded()))
  }

  /// Returns a moment as `YYYY-MM-DDThh:mm:ssZ`, cut to whole seconds.
  package static func format(_ moment: Timestamp) -> String {
    let seconds = Double(moment.milliseconds / 1_000)
    return Date(timeIntervalSince1970: seconds).formatted(Date.ISO8601FormatStyle())
  }
}
