import HTTPTypes

/// How long an answer may be kept (RFC 9111, section 4.2).
enum Freshness {
  /// Seconds for an answer that says nothing.
  static let usual: Int64 = 3_600
  /// Seconds that every answer is kept: who allows none would be asked for each token.
  static let least: Int64 = 30
  /// Seconds after which a key that was withdrawn must be noticed.
  static let most: Int64 = 86_400

  /// Returns the seconds for which an answer with these fields may be kept.
  ///
  /// - Parameter now: Seconds since the epoch.
  static func lifetime(_ fields: HTTPFields, now: Int64) -> Int64 {
    min(max(stated(fields, now: now) ?? usual, least), most)
  }

  private static func stated(_ fields: HTTPFields, now: Int64) -> Int64? {
    let directives = fields[values: .cacheControl].flatMap { $0.split(separator: ",") }
      .map { $0.filter { $0 != " " && $0 != "\t" && $0 != "\"" }.lowercased() }
    if directives.contains(where: { $0.hasPrefix("no-store") || $0.hasPrefix("no-cache") }) {
      return 0
    }
    let age = fields[.age].flatMap { Int64($0) } ?? 0
    if let limit = directives.first(where: { $0.hasPrefix("max-age=") }) {
      // A limit that is none is to be taken for stale.
      let seconds = Int64(limit.dropFirst("max-age=".count)) ?? 0
      return min(max(seconds, 0), most) - min(max(age, 0), most)
    }
    guard let expires = fields[.expires] else { return nil }
    guard let end = seconds(of: expires) else { return 0 }
    return end - (fields[.date].flatMap(seconds) ?? now)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Returns the seconds since the epoch of a date such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  static func seconds(of text: String) -> Int64? {
    let parts = text.split { $0 == " " || $0 == ":" || $0 == "," }
    guard parts.count == 8, parts[7] == "GMT", let day = Int64(parts[1]),
      let month = months.firstIndex(of: String(parts[2])), let year = Int64(parts[3]),
      let hour = Int64(parts[4]), let minute = Int64(parts[5]), let second = Int64(parts[6]),
      (1...31).contains(day), (1970...9999).contains(year), (0...23).contains(hour),
      (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    return days(year, Int64(month) + 1, day) * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// Returns the days since the epoch; years are counted from March, so that leap days come last.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month < 3 ? year - 1 : year
    let month = (month + 9) % 12
    let inYear = (153 * month + 2) / 5 + day - 1
    return 365 * year + year / 4 - year / 100 + year / 400 + inYear - 719_468
  }
}
