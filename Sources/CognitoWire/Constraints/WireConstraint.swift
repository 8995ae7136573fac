import SyncCore

/// The rules that members share, as the wire model words them (cognito-sync.md 2.2, 3.2).
enum WireConstraint {
  static let notNull = "Member must not be null"
  static let identifier =
    "Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+ "
    + "and have length between 1 and 55"
  static let datasetName =
    "Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+ "
    + "and have length between 1 and 128"

  static func pattern(_ pattern: String) -> String {
    "Member must satisfy regular expression pattern: \(pattern)"
  }

  static func length(_ range: ClosedRange<Int>) -> String {
    "Member must have length between \(range.lowerBound) and \(range.upperBound)"
  }

  static func values(_ values: [String]) -> String {
    "Member must satisfy enum value set: [\(values.joined(separator: ", "))]"
  }

  static func range(_ range: ClosedRange<Int>) -> String {
    "Member must have value between \(range.lowerBound) and \(range.upperBound)"
  }

  static func keys(_ range: ClosedRange<Int>) -> String {
    "Map keys must satisfy constraint: [\(length(range))]"
  }

  static func atMost(_ count: Int) -> String {
    "Member must have length less than or equal to \(count)"
  }
}
