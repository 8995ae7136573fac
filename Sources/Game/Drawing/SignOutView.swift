import Screen

/// Asks before an account leaves the device.
struct SignOutView {
  let state: GameState

  private static let width = 54

  func draw(on canvas: inout Canvas) {
    let lines = text.flatMap { $0.wrapped(to: Self.width - 6) }
    let area = Area(columns: Self.width, rows: lines.count + 6, centeredIn: canvas.size)
    canvas.frame(area, caption: "Sign out")
    for (index, line) in lines.enumerated() {
      canvas.text(line, column: area.column + 3, row: area.row + 2 + index)
    }
    canvas.text(
      "y sign out   Esc stay signed in", column: area.column + 3, row: area.lastRow - 2,
      style: Style(.dim))
  }

  private var text: [String] {
    let name = state.account ?? ""
    let first = "The progress of \(name) stays with the account and leaves this device."
    guard case .offline(let queued) = state.sync, queued > 0 else { return [first] }
    let changes = Wording(glyphs: state.glyphs).count(queued, "change")
    let verb = queued == 1 ? "has" : "have"
    return [
      first,
      "\(changes) \(verb) not reached the account yet: kept here until \(name) signs in again.",
    ]
  }
}
