/// Something that a level, a chapter or the pack must not be; prints as `level 7: Q4: what`.
struct Violation: Hashable, Sendable, CustomStringConvertible {
  /// What it is about.
  enum Subject: Hashable, Sendable {
    case level(Int)
    case chapter(Int)
    case pack
  }

  let subject: Subject

  /// The requirement, as Q3 or G-026.
  let rule: String

  /// What is wrong, in one clause.
  let what: String

  var description: String {
    let name =
      switch subject {
      case .level(let number): "level \(number)"
      case .chapter(let number): "chapter \(number)"
      case .pack: "pack"
      }
    return "\(name): \(rule): \(what)"
  }
}
