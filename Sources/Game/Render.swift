package import Screen

/// Returns the picture of `state` on a terminal of extent `size`; the same for the same arguments.
package func render(_ state: GameState, size: Size) -> Surface {
  var state = state
  state.size = size
  var canvas = Canvas(size: size, glyphs: state.glyphs)
  guard !state.isTooSmall else {
    TooSmallView(size: size).draw(on: &canvas)
    return canvas.surface
  }
  let bottom = state.scenes.lastIndex(where: \.isOpaque) ?? 0
  for scene in state.scenes[bottom...] {
    scene.draw(state, on: &canvas)
  }
  return canvas.surface
}

extension Scene {
  fileprivate func draw(_ state: GameState, on canvas: inout Canvas) {
    switch self {
    case .title(let entry): TitleView(state: state, entry: entry).draw(on: &canvas)
    case .signIn(let form): SignInView(form: form).draw(on: &canvas)
    case .signOut: SignOutView(state: state).draw(on: &canvas)
    case .map(let selection): MapView(state: state, selection: selection).draw(on: &canvas)
    case .play: PlayView(state: state)?.draw(on: &canvas)
    case .solved(let summary): SolvedView(state: state, summary: summary).draw(on: &canvas)
    case .pause(let entry): PauseView(entry: entry).draw(on: &canvas)
    case .choice: ChoiceView(state: state)?.draw(on: &canvas)
    case .number(let digits): NumberView(digits: digits).draw(on: &canvas)
    case .help(let page): HelpView(page: page, mechanics: state.metMechanics).draw(on: &canvas)
    }
  }
}
