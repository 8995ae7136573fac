import Foundation
import SyncCore
import TestKit
import Testing

@testable import ServerStorage

/// Months, by which sessions are counted.
@Suite struct CalendarMonthTests {
  @Test func `months are those of the Gregorian calendar in UTC`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    var generator = SeededGenerator(seed: 1)
    var edges: [Int64] = []
    for month in 0..<140 * 12 {
      let parts = DateComponents(year: 1970 + month / 12, month: month % 12 + 1)
      edges.append(Int64(try #require(calendar.date(from: parts)).timeIntervalSince1970) * 1_000)
    }
    let moments =
      edges + edges.map { $0 - 1 }
      + (0..<2_000).map { _ in
        Int64.random(in: -9_000_000_000_000...9_000_000_000_000, using: &generator)
      }
    for moment in moments {
      let date = Date(timeIntervalSince1970: (Double(moment) / 1_000).rounded(.down))
      let parts = calendar.dateComponents([.year, .month], from: date)
      let year = try #require(parts.year)
      let month = try #require(parts.month)
      let found = CalendarMonth(of: Timestamp(milliseconds: moment)).number
      #expect(found == Int64(year * 12 + month - 1), "\(moment)")
    }
  }
}
