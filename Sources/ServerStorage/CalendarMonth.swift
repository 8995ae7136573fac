import SyncCore

/// A month of the Gregorian calendar in UTC.
struct CalendarMonth: Hashable, Sendable {
  /// Months since January of the year 0.
  let number: Int64

  private static let millisecondsPerDay: Int64 = 86_400_000
  private static let daysPer400Years: Int64 = 146_097

  /// Finds the month of a moment.
  init(of moment: Timestamp) {
    let epoch = Self.firstDay(of: 1970)
    let day = epoch + moment.milliseconds.flooredQuotient(by: Self.millisecondsPerDay)
    // The average length of a year leads to the year or next to it.
    var year = (day * 400).flooredQuotient(by: Self.daysPer400Years)
    while Self.firstDay(of: year + 1) <= day { year += 1 }
    while Self.firstDay(of: year) > day { year -= 1 }
    let lengths = Self.lengths(isLeap: Self.firstDay(of: year + 1) - Self.firstDay(of: year) > 365)
    var rest = day - Self.firstDay(of: year)
    var month: Int64 = 0
    for length in lengths {
      guard rest >= length else { break }
      rest -= length
      month += 1
    }
    number = year * 12 + month
  }

  /// Returns the days between the year 0 and a year.
  private static func firstDay(of year: Int64) -> Int64 {
    let last = year - 1
    return 366 + 365 * last + last.flooredQuotient(by: 4) - last.flooredQuotient(by: 100)
      + last.flooredQuotient(by: 400)
  }

  private static func lengths(isLeap: Bool) -> [Int64] {
    [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }
}

extension Int64 {
  /// Returns the quotient rounded down, also below zero.
  func flooredQuotient(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
