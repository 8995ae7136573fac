/// What a device says about itself: the record `dev.<id>`, written by its owner only.
///
/// The form is `1 <level> <moves> <last seen> <name>`.
package struct DevicePresence: Hashable, Sendable {
  /// How long a silent device is remembered, in seconds.
  package static let lifetime = 90 * 24 * 60 * 60

  /// The level it is playing.
  package let level: Int

  /// The moves made there.
  package let moves: Int

  /// When it last wrote this, in seconds since 1970 by its own clock; shown, never compared to
  /// merge.
  package let lastSeen: Int

  /// What its owner calls it.
  package let name: String

  /// Creates a presence.
  package init(level: Int, moves: Int, lastSeen: Int, name: String) {
    self.level = level
    self.moves = moves
    self.lastSeen = lastSeen
    self.name = name
  }

  /// Creates the presence a record holds, or `nil` if it is broken or of another version.
  package init?(_ text: String) {
    guard let fields = RecordField.fields(of: text, count: 4),
      let level = RecordField.number(fields[0], in: ProgressKey.levels),
      let moves = RecordField.number(fields[1]), let lastSeen = RecordField.number(fields[2]),
      PlayerName.isValid(fields[3])
    else { return nil }
    self.init(level: level, moves: moves, lastSeen: lastSeen, name: String(fields[3]))
  }

  /// The record.
  package var text: String { "1 \(level) \(moves) \(lastSeen) \(name)" }
}
