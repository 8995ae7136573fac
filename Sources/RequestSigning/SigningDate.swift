/// A moment as signatures spell it: `YYYYMMDD'T'HHMMSS'Z'`, in UTC.
package struct SigningDate: Hashable, Sendable, CustomStringConvertible {
  /// Whole seconds since 1970-01-01T00:00:00Z.
  package let seconds: Int64

  /// Creates a date from milliseconds since the epoch, cut to the second.
  package init(milliseconds: Int64) {
    seconds = (milliseconds - (milliseconds % 1_000 + 1_000) % 1_000) / 1_000
  }

  /// Creates a date from its text, `20141024T220012Z`, or nothing.
  package init?(_ text: String) {
    let bytes = ContiguousArray(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[4..<6]),
      let day = Self.number(bytes[6..<8]), let hour = Self.number(bytes[9..<11]),
      let minute = Self.number(bytes[11..<13]), let second = Self.number(bytes[13..<15])
    else { return nil }
    self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// Creates a date from an HTTP date, `Fri, 24 Oct 2014 22:00:12 GMT` (RFC 9110, 5.6.7), or
  /// nothing.
  package init?(http text: String) {
    let parts = text.split { $0 == " " || $0 == ":" }.map { Array($0.utf8) }
    guard parts.count == 8, parts[7] == Array("GMT".utf8), let day = Self.number(parts[1][...]),
      let month = Self.months.firstIndex(of: String(decoding: parts[2], as: UTF8.self)),
      let year = Self.number(parts[3][...]), let hour = Self.number(parts[4][...]),
      let minute = Self.number(parts[5][...]), let second = Self.number(parts[6][...])
    else { return nil }
    self.init(
      year: year, month: Int64(month) + 1, day: day, hour: hour, minute: minute, second: second)
  }

  private init?(
    year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64
  ) {
    guard (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second < 61
    else { return nil }
    let days = Self.days(year: year, month: month, day: day)
    seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
  }

  /// The text, `20141024T220012Z`.
  package var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The day alone, `20141024`.
  package var day: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8)
    appendDay(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Seconds since midnight.
  private var time: Int64 { (seconds % 86_400 + 86_400) % 86_400 }

  func append(to bytes: inout [UInt8]) {
    appendDay(to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    Self.append(time / 3_600, 2, to: &bytes)
    Self.append(time / 60 % 60, 2, to: &bytes)
    Self.append(time % 60, 2, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  private func appendDay(to bytes: inout [UInt8]) {
    let (year, month, day) = Self.civil(days: (seconds - time) / 86_400)
    Self.append(year, 4, to: &bytes)
    Self.append(month, 2, to: &bytes)
    Self.append(day, 2, to: &bytes)
  }

  /// The date as HTTP spells it, `Fri, 24 Oct 2014 22:00:12 GMT`.
  package var httpDescription: String {
    let days = (seconds - time) / 86_400
    let (year, month, day) = Self.civil(days: days)
    let weekday = Self.weekdays[Int((days % 7 + 11) % 7)]
    return "\(weekday), \(Self.digits(day, 2)) \(Self.months[Int(month) - 1]) "
      + "\(Self.digits(year, 4)) \(Self.digits(time / 3_600, 2)):"
      + "\(Self.digits(time / 60 % 60, 2)):\(Self.digits(time % 60, 2)) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func number(_ bytes: some Sequence<UInt8>) -> Int64? {
    var number: Int64 = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), number < 10_000 else {
        return nil
      }
      number = number * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    return number
  }

  private static func append(_ number: Int64, _ count: Int, to bytes: inout [UInt8]) {
    var divisor: Int64 = count == 4 ? 1_000 : 10
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  private static func digits(_ number: Int64, _ count: Int) -> String {
    var bytes: [UInt8] = []
    append(number, count, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns days since 1970-01-01 in the Gregorian calendar; years are counted from March, so
  /// that the leap day comes last.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shifted.quotientAndRemainder(dividingBy: 400)
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Returns the date that lies `days` after 1970-01-01; the inverse of `days(year:month:day:)`.
  private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, day) = (days + 719_468).quotientAndRemainder(dividingBy: 146_097)
    let yearOfEra = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }
}
