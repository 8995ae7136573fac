/// What was done on one device since it began to play: the record `stat.<id>`.
///
/// The form is `1 <moves> <pushes> <seconds> <solves>`. The numbers only grow, so the larger ones
/// are the owner's.
package struct DeviceStatistics: Hashable, Sendable {
  /// Steps made, undone ones included.
  package var moves: Int

  /// Pushes made, undone ones included.
  package var pushes: Int

  /// Seconds of play.
  package var seconds: Int

  /// Levels solved, each time counted.
  package var solves: Int

  /// Creates a tally.
  package init(moves: Int = 0, pushes: Int = 0, seconds: Int = 0, solves: Int = 0) {
    self.moves = moves
    self.pushes = pushes
    self.seconds = seconds
    self.solves = solves
  }

  /// Creates the tally a record holds, or `nil` if it is broken or of another version.
  package init?(_ text: String) {
    guard let fields = RecordField.fields(of: text, count: 4) else { return nil }
    let numbers = fields.compactMap { RecordField.number($0) }
    guard numbers.count == 4 else { return nil }
    self.init(moves: numbers[0], pushes: numbers[1], seconds: numbers[2], solves: numbers[3])
  }

  /// The record.
  package var text: String { "1 \(moves) \(pushes) \(seconds) \(solves)" }

  /// Returns the larger of each number; commutative, associative and idempotent.
  package func merged(with other: DeviceStatistics) -> DeviceStatistics {
    DeviceStatistics(
      moves: max(moves, other.moves), pushes: max(pushes, other.pushes),
      seconds: max(seconds, other.seconds), solves: max(solves, other.solves))
  }

  /// Returns the sum of two tallies, no number beyond what a record may hold.
  package static func + (left: DeviceStatistics, right: DeviceStatistics) -> DeviceStatistics {
    func sum(_ number: KeyPath<DeviceStatistics, Int>) -> Int {
      min(left[keyPath: number] + right[keyPath: number], RecordField.largestNumber)
    }
    return DeviceStatistics(
      moves: sum(\.moves), pushes: sum(\.pushes), seconds: sum(\.seconds), solves: sum(\.solves))
  }
}
