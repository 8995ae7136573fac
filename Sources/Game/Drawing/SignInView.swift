import Screen

/// The form for signing in or for a new account.
struct SignInView {
  let form: SignInForm

  private static let width = 54
  private static let fieldWidth = 34

  func draw(on canvas: inout Canvas) {
    let fieldRows = form.fields.count
    let area = Area(columns: Self.width, rows: fieldRows + 9, centeredIn: canvas.size)
    canvas.frame(area, caption: form.purpose == .signIn ? "Sign in" : "New account")
    for (index, field) in form.fields.enumerated() {
      draw(field, on: &canvas, column: area.column + 3, row: area.row + 2 + index)
    }
    let row = area.row + fieldRows + 3
    let notice = notice
    for (index, line) in notice.text.wrapped(to: Self.width - 6).prefix(2).enumerated() {
      canvas.text(line, column: area.column + 3, row: row + index, style: notice.style)
    }
    for (index, pair) in keys.enumerated() {
      canvas.text(pair.0, column: area.column + 3, row: row + 3 + index, style: Style(.dim))
      canvas.text(pair.1, column: area.column + 27, row: row + 3 + index, style: Style(.dim))
    }
  }

  private var keys: [(String, String)] {
    switch form.purpose {
    case .signIn:
      [("Enter   sign in", "Ctrl-N  new account"), ("Esc     back", "Ctrl-G  play as guest")]
    case .newAccount:
      [("Enter   create it", "Ctrl-N  sign in instead"), ("Esc     back", "Ctrl-G  play as guest")]
    }
  }

  private var notice: (text: String, style: Style) {
    if form.isWaiting {
      let text = form.purpose == .signIn ? "Signing in..." : "Creating the account..."
      return (text + " Esc plays on meanwhile.", Style(.banner))
    }
    if let problem = form.problem { return (problem, Style(.problem, bold: true)) }
    return switch form.purpose {
    case .signIn: ("Your level, board and undo history follow you to every terminal.", .plain)
    case .newAccount: ("Choose a name and a password. What you played as a guest is kept.", .plain)
    }
  }

  private func draw(
    _ field: SignInForm.Field, on canvas: inout Canvas, column: Int, row: Int
  ) {
    let isFocused = form.focus == field && !form.isWaiting
    let style = isFocused ? Style(.selected, bold: true) : Style(.field)
    canvas.text(label(field), column: column, row: row, style: style)
    let start = column + 13
    let content = content(field)
    canvas.text("[", column: start - 1, row: row, style: style)
    canvas.text(
      content.text + String(repeating: "_", count: Self.fieldWidth - content.text.displayWidth),
      column: start, row: row, style: style)
    canvas.text("]", column: start + Self.fieldWidth, row: row, style: style)
    if isFocused { canvas.placeCursor(column: start + content.cursor, row: row) }
  }

  private func label(_ field: SignInForm.Field) -> String {
    switch field {
    case .name: "name"
    case .password: "password"
    case .repetition: "once more"
    }
  }

  /// The part of the text around the cursor that fits, and where in it the cursor is.
  private func content(_ field: SignInForm.Field) -> (text: String, cursor: Int) {
    let value = form[field]
    let characters =
      field == .name
      ? value.characters : Array(repeating: Character("*"), count: value.characters.count)
    var first = 0
    while String(characters[first..<value.cursor]).displayWidth >= Self.fieldWidth { first += 1 }
    return (
      String(characters[first...]).fitting(Self.fieldWidth),
      String(characters[first..<value.cursor]).displayWidth
    )
  }
}
