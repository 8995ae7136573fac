import Screen

/// A command and the keys that give it in one place.
struct KeyBinding<Command: Hashable & Sendable>: Hashable, Sendable {
  /// What happens.
  let command: Command

  /// The keys, the one to be learned first.
  let keys: [Key]

  /// What happens, in the words of the help.
  let meaning: String

  init(_ command: Command, _ keys: [Key], _ meaning: String) {
    self.command = command
    self.keys = keys
    self.meaning = meaning
  }
}

extension Array {
  /// Returns the command that `key` gives, if any.
  func command<Command>(for key: Key) -> Command? where Element == KeyBinding<Command> {
    first { $0.keys.contains(key) }?.command
  }

  /// The keys by name and what they do, for the help.
  func lines<Command>() -> [KeyLine] where Element == KeyBinding<Command> {
    map { KeyLine(keys: $0.keys, meaning: $0.meaning) }
  }
}

/// A line of the help: keys, and what each of them does.
struct KeyLine: Hashable, Sendable {
  /// The keys, the one to be learned first.
  let keys: [Key]

  /// What they do.
  let meaning: String

  /// The keys as a player would name them.
  var names: String { keys.map(\.name).joined(separator: " ") }
}

/// The keys of one place.
struct KeySection: Hashable, Sendable {
  /// The place.
  let title: String

  /// What its keys do.
  let lines: [KeyLine]
}
