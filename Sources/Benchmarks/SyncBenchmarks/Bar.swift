import Foundation

/// What a figure has to reach.
struct Bar {
  /// Which of a measurement's figures is meant.
  enum Quantity {
    case perSecond
    case median
    case slowest
    case value
  }

  private let quantity: Quantity
  private let limit: Double
  private let isCeiling: Bool
  private let unit: String

  /// At least so many a second.
  static func rate(_ limit: Double) -> Bar {
    Bar(quantity: .perSecond, limit: limit, isCeiling: false, unit: "/s")
  }

  /// At most so many milliseconds for every second request.
  static func median(_ limit: Double) -> Bar {
    Bar(quantity: .median, limit: limit, isCeiling: true, unit: " ms p50")
  }

  /// At most so many milliseconds for all but one in a hundred.
  static func slowest(_ limit: Double) -> Bar {
    Bar(quantity: .slowest, limit: limit, isCeiling: true, unit: " ms p99")
  }

  /// A value of at most so much.
  static func atMost(_ limit: Double, _ unit: String) -> Bar {
    Bar(quantity: .value, limit: limit, isCeiling: true, unit: unit)
  }

  /// A value of at least so much.
  static func atLeast(_ limit: Double, _ unit: String) -> Bar {
    Bar(quantity: .value, limit: limit, isCeiling: false, unit: unit)
  }

  /// The bar beside what was reached: met, or by how much it was missed.
  func verdict(perSecond: Double?, samples: Samples?, value: Double?) -> String {
    let reached =
      switch quantity {
      case .perSecond: perSecond
      case .median: samples?.milliseconds(atShare: 0.5)
      case .slowest: samples?.milliseconds(atShare: 0.99)
      case .value: value
      }
    let text = "\(isCeiling ? "<=" : ">=") \(limit.formatted(.number.grouping(.never)))\(unit)"
    guard let reached else { return text }
    guard isCeiling ? reached > limit : reached < limit else { return "\(text): met" }
    return text + String(format: ": MISSED by %.0f %%", abs(reached - limit) / limit * 100)
  }
}
