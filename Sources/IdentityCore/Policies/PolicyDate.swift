/// A moment in a policy: `2014-10-24`, `2014-10-24T22:00:00Z` (RFC 3339) or epoch seconds.
package struct PolicyDate: Hashable, Sendable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package let milliseconds: Int64

  /// Creates a date from milliseconds since the epoch.
  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Reads a date, or returns nothing.
  package init?(_ text: String) {
    if text.utf8.allSatisfy(Self.isDigit), let seconds = Int64(text),
      seconds < 253_402_300_800
    {
      self.init(milliseconds: seconds * 1_000)
      return
    }
    guard
      let match = text.wholeMatch(
        of: /(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d))?/
          .asciiOnlyDigits()),
      let year = Int64(match.1), let month = Int64(match.2), (1...12).contains(month),
      let day = Int64(match.3), (1...31).contains(day),
      let time = Self.milliseconds(match.4, match.5, match.6, fraction: match.7)
    else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    self.init(milliseconds: days * 86_400_000 + time - Self.offset(match.8))
  }

  /// Orders dates in time.
  package static func < (left: PolicyDate, right: PolicyDate) -> Bool {
    left.milliseconds < right.milliseconds
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Returns the time of day; none is midnight.
  private static func milliseconds(
    _ hour: Substring?, _ minute: Substring?, _ second: Substring?, fraction: Substring?
  ) -> Int64? {
    guard let hour = Int64(hour ?? "0"), hour < 24, let minute = Int64(minute ?? "0"),
      minute < 60, let second = Int64(second ?? "0"), second <= 60
    else { return nil }
    let thousandths = Int64((fraction ?? "").prefix(3)) ?? 0
    let scale: Int64 = [1, 100, 10, 1][min(fraction?.count ?? 0, 3)]
    return ((hour * 60 + minute) * 60 + second) * 1_000 + thousandths * scale
  }

  /// Returns how far a zone such as `+02:00` is ahead.
  private static func offset(_ zone: Substring?) -> Int64 {
    guard let zone, zone != "Z", let hours = Int64(zone.dropFirst().prefix(2)),
      let minutes = Int64(zone.suffix(2))
    else { return 0 }
    return (zone.first == "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000
  }

  /// Returns days since 1970-01-01 in the Gregorian calendar; years are counted from March, so
  /// that the leap day comes last.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let leapDays = shifted / 4 - shifted / 100 + shifted / 400
    return shifted * 365 + leapDays + (153 * ((month + 9) % 12) + 2) / 5 + day - 719_469
  }
}

extension PolicyDate: CustomStringConvertible {
  /// The date as policies spell it, `2014-10-24T22:00:00Z`.
  package var description: String {
    let seconds = Self.floor(milliseconds, 1_000)
    let days = Self.floor(seconds, 86_400)
    let time = seconds - days * 86_400
    let (year, month, day) = Self.civil(days: days)
    return "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))T"
      + "\(Self.digits(time / 3_600, 2)):\(Self.digits(time / 60 % 60, 2))"
      + ":\(Self.digits(time % 60, 2))Z"
  }

  private static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
    (number - (number % divisor + divisor) % divisor) / divisor
  }

  private static func digits(_ number: Int64, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  /// Returns the date that lies `days` after 1970-01-01; the inverse of `days(year:month:day:)`.
  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let era = floor(days + 719_468, 146_097)
    let day = days + 719_468 - era * 146_097
    let yearOfEra = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }
}
