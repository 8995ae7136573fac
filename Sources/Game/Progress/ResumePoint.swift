/// Where the player was last, on whichever device: the record `resume`.
///
/// The form is `1 <level> <cursor> <device> <seq>`.
package struct ResumePoint: Hashable, Sendable {
  /// The level.
  package let level: Int

  /// How many actions of the attempt were in force.
  package let cursor: Int

  /// The id of the device.
  package let device: String

  /// The place in the order of writes: one more than the highest its writer had seen.
  package let sequence: Int

  /// Creates a point.
  package init(level: Int, cursor: Int, device: String, sequence: Int) {
    self.level = level
    self.cursor = cursor
    self.device = device
    self.sequence = sequence
  }

  /// Creates the point a record holds, or `nil` if it is broken or of another version.
  package init?(_ text: String) {
    guard let fields = RecordField.fields(of: text, count: 4),
      let level = RecordField.number(fields[0], in: ProgressKey.levels),
      let cursor = RecordField.number(fields[1]), RecordField.isDeviceID(fields[2]),
      let sequence = RecordField.number(fields[3])
    else { return nil }
    self.init(level: level, cursor: cursor, device: String(fields[2]), sequence: sequence)
  }

  /// The record.
  package var text: String { "1 \(level) \(cursor) \(device) \(sequence)" }
}

extension ResumePoint: Comparable {
  /// Orders by sequence, then by device id; the greater one wins a merge.
  package static func < (left: ResumePoint, right: ResumePoint) -> Bool {
    (left.sequence, left.device, left.level, left.cursor)
      < (right.sequence, right.device, right.level, right.cursor)
  }
}
