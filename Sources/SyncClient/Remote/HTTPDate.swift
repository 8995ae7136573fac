import SyncCore

/// The fixed form of dates in HTTP headers (RFC 9110, 5.6.7).
enum HTTPDate {
  /// Returns the moment that `text` names, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  static func parse(_ text: String) -> Timestamp? {
    let words = text.split { $0 == " " || $0 == "," }
    guard words.count == 6, words[5] == "GMT", let day = Int64(words[1]),
      let month = months.firstIndex(of: words[2]), let year = Int64(words[3])
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int64($0) }
    guard clock.count == 3, (1...31).contains(day), (1970...9999).contains(year),
      (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
    else { return nil }
    let days = daysSinceEpoch(year: year, month: Int64(month) + 1, day: day)
    let seconds = days * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2]
    return Timestamp(milliseconds: seconds * 1_000)
  }

  private static let months: [Substring] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Counts days in years that begin in March, so that a leap day is the last of its year.
  private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }
}
