/// The text form of recorded actions: one letter each, upper case for a push.
///
/// The run-length form puts a count before a letter or a group: `3r2(Ru)` is `rrrRuRu`.
package enum LURD {
  /// The most actions a text may stand for.
  package static let maximumActions = 100_000

  /// The deepest nesting of groups.
  package static let maximumDepth = 16

  /// Returns the letters of `actions`.
  package static func text(of actions: some Sequence<RecordedAction>) -> String {
    String(decoding: actions.map(\.letter), as: UTF8.self)
  }

  /// Returns the actions `text` stands for, be it plain or run-length; the case of letters is
  /// ignored.
  package static func actions(in text: String) throws(LURDError) -> [Action] {
    try recordedActions(in: text).map(\.action)
  }

  /// Returns the actions `text` stands for, taking an upper-case letter for a push without proof.
  package static func recordedActions(in text: String) throws(LURDError) -> [RecordedAction] {
    var reader = LURDReader(text)
    return try reader.read()
  }
}
