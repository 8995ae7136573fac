extension Timestamp {
  /// The moment in UTC to the second, such as `2027-01-15 08:00:00 UTC`.
  package var utc: String {
    let seconds = milliseconds.flooredQuotient(1_000)
    let days = seconds.flooredQuotient(86_400)
    let time = seconds - days * 86_400
    let (year, month, day) = Self.date(ofDay: days)
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day)) "
      + "\(two(time / 3_600)):\(two(time / 60 % 60)):\(two(time % 60)) UTC"
  }

  /// Returns the Gregorian date of a day counted from 1970-01-01.
  ///
  /// Years begin in March here, so that the day that may be missing is the last of its year.
  private static func date(ofDay days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
  }
}

extension Int64 {
  /// Returns the quotient by a positive number, rounded down also below zero.
  fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
