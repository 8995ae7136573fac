import CommandProgram

/// Whom the service shall tell what happens, as the options say: names, each with its target.
struct OutletSettings: Sendable {
  /// What stands for a trigger function.
  enum Trigger: Hashable, Sendable {
    case webhook(String)
    case builtIn(String)
  }

  /// Where a stream goes.
  enum Stream: Hashable, Sendable {
    case webhook(String)
    case file(String)
  }

  /// The triggers that are part of the program.
  static let builtIn = ["accept"]

  private(set) var triggers: [String: Trigger] = [:]
  private(set) var streams: [String: Stream] = [:]
  private(set) var push: [String: String] = [:]

  /// Checks the values of `--trigger`, `--stream` and `--push`, or throws what is wrong with the
  /// first bad one.
  init(triggers: [String], streams: [String], push: [String]) throws(Failure) {
    for text in triggers {
      let option = "--trigger"
      let given = try NamedValue(text, option: option, form: "ARN=URL or ARN=builtin:NAME")
      try Self.check(isNew: self.triggers[given.name] == nil, given.name, option)
      self.triggers[given.name] = try Self.trigger(given.value)
    }
    for text in streams {
      let option = "--stream"
      let given = try NamedValue(text, option: option, form: "NAME=URL or NAME=file:PATH")
      try Self.check(isNew: self.streams[given.name] == nil, given.name, option)
      self.streams[given.name] = try Self.stream(given.value)
    }
    for text in push {
      let option = "--push"
      let given = try NamedValue(text, option: option, form: "ARN=URL")
      try Self.check(isNew: self.push[given.name] == nil, given.name, option)
      self.push[given.name] = try Self.url(given.value, option)
    }
  }
}

extension OutletSettings {
  private static func trigger(_ target: String) throws(Failure) -> Trigger {
    guard target.hasPrefix("builtin:") else { return .webhook(try url(target, "--trigger")) }
    let name = String(target.dropFirst("builtin:".count))
    guard builtIn.contains(name) else {
      throw Failure(
        kind: .usage, message: "There is no built-in trigger '\(name)'.",
        hint: "Built-in triggers: \(builtIn.joined(separator: ", ")).")
    }
    return .builtIn(name)
  }

  private static func stream(_ target: String) throws(Failure) -> Stream {
    guard target.hasPrefix("file:") else { return .webhook(try url(target, "--stream")) }
    let path = String(target.dropFirst("file:".count))
    guard !path.isEmpty, !path.hasSuffix("/") else {
      throw Failure(
        kind: .usage, message: "'\(target)' names no file.",
        hint: "Give --stream NAME=file:PATH.")
    }
    return .file(path)
  }

  private static func check(isNew: Bool, _ name: String, _ option: String) throws(Failure) {
    guard isNew else {
      throw Failure(
        kind: .usage, message: "\(option) names '\(name)' twice.", hint: "Give each name once.")
    }
  }

  private static func url(_ text: String, _ option: String) throws(Failure) -> String {
    let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? ""
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    guard text.hasPrefix("http://") || text.hasPrefix("https://"), isPlain, !rest.isEmpty,
      !rest.hasPrefix("/"), !rest.hasPrefix(":")
    else {
      throw Failure(
        kind: .usage, message: "'\(text)' is no URL for \(option).",
        hint: "Give something like https://hooks.example.com/path.")
    }
    return text
  }
}
