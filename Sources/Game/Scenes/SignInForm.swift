/// The fields of signing in or of a new account.
struct SignInForm: Hashable, Sendable {
  /// What the form is for.
  enum Purpose: Hashable, Sendable {
    case signIn
    case newAccount
  }

  /// One line of the form.
  enum Field: Hashable, Sendable {
    case name
    case password
    case repetition
  }

  /// What the form is for.
  private(set) var purpose = Purpose.signIn

  /// The line being edited.
  private(set) var focus = Field.name

  /// Why it did not work, in one sentence.
  var problem: String?

  /// Whether an answer is awaited.
  var isWaiting = false

  private(set) var name: TextField
  private(set) var password = TextField(capacity: 128)
  private(set) var repetition = TextField(capacity: 128)

  /// Creates an empty form, or one for somebody who is known.
  init(name: String = "") {
    self.name = TextField(name, capacity: 64)
    if !name.isEmpty { focus = .password }
  }

  /// The lines, from the top.
  var fields: [Field] {
    switch purpose {
    case .signIn: [.name, .password]
    case .newAccount: [.name, .password, .repetition]
    }
  }

  /// Returns or changes the text of one line.
  subscript(field: Field) -> TextField {
    get {
      switch field {
      case .name: name
      case .password: password
      case .repetition: repetition
      }
    }
    set {
      switch field {
      case .name: name = newValue
      case .password: password = newValue
      case .repetition: repetition = newValue
      }
    }
  }

  /// The name without spaces around it.
  var trimmedName: String {
    let characters = name.characters.drop { $0 == " " }
    return String(characters.reversed().drop { $0 == " " }.reversed())
  }

  /// Moves to the line `offset` further on, round the ends.
  mutating func moveFocus(by offset: Int) {
    let index = fields.firstIndex(of: focus) ?? 0
    focus = fields[(index + offset + fields.count) % fields.count]
  }

  /// Changes between signing in and a new account and keeps what was typed.
  mutating func switchPurpose() {
    purpose = purpose == .signIn ? .newAccount : .signIn
    repetition.clear()
    problem = nil
    if !fields.contains(focus) { focus = .password }
  }

  /// Moves to the first line that still has to be filled in; returns whether there is one.
  mutating func advanceToEmptyField() -> Bool {
    guard let empty = fields.first(where: { self[$0].characters.isEmpty }) else { return false }
    if empty == focus { problem = Self.request(for: empty) }
    focus = empty
    return true
  }

  /// Checks what can be checked here; returns whether the form may be sent.
  mutating func isComplete() -> Bool {
    problem = nil
    if trimmedName.isEmpty { name.clear() }
    if advanceToEmptyField() { return false }
    guard purpose == .newAccount, password.text != repetition.text else { return true }
    problem = "The two passwords differ."
    focus = .repetition
    repetition.clear()
    return false
  }

  /// Takes in that it did not work: the name stays, and what was refused has to be typed again.
  mutating func reject(_ reason: String, keepingPassword: Bool) {
    isWaiting = false
    problem = reason
    guard !keepingPassword else { return }
    password.clear()
    repetition.clear()
    focus = .password
  }

  private static func request(for field: Field) -> String {
    switch field {
    case .name: "Type your name first."
    case .password: "Type your password."
    case .repetition: "Type the password once more."
    }
  }
}
