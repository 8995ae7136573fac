import Screen

/// The last line of a screen: what went wrong, what is new, or what is offered.
struct StatusLine {
  let state: GameState

  /// Draws the line; returns whether there was anything to say.
  @discardableResult
  func draw(on canvas: inout Canvas, row: Int) -> Bool {
    let width = canvas.size.columns - 2
    if let problem = state.saveProblem {
      canvas.text(
        "Not saved: \(problem)", column: 1, row: row, style: Style(.problem, bold: true),
        width: width)
    } else if let message = state.message {
      canvas.text(message.text, column: 1, row: row, style: message.style, width: width)
    } else if let offer = state.offer, case .play = state.scene {
      draw(offer, on: &canvas, row: row, width: width)
    } else if state.sync == .signInEnded {
      let sentences = [
        "Not synced: the sign-in has ended. Sign in again from the title screen.",
        "Not synced: please sign in again from the title screen.",
      ]
      canvas.text(sentences.first(fitting: width), column: 1, row: row, style: Style(.problem))
    } else if case .problem(let reason) = state.sync {
      canvas.text(
        "Not synced: \(reason)", column: 1, row: row, style: Style(.problem), width: width)
    } else if isFirstLevel {
      canvas.text(
        welcome.first(fitting: width), column: 1, row: row, style: Style(.banner), width: width)
    } else {
      return false
    }
    return true
  }

  /// Whether somebody plays who has not solved anything yet.
  private var isFirstLevel: Bool {
    guard case .play = state.scene, let play = state.play else { return false }
    return play.number == 1 && state.progress.highScore == 0
  }

  /// What there is to do, at length and in short.
  private var welcome: [String] {
    let signs = [Tile.Object.keeper(number: 1), .crate].map { object in
      let tile = Tile(.floor, object, glyphs: state.glyphs)
      return String([tile.left, tile.right].filter { $0 != " " })
    }
    let goal = Tile(.goal, nil, glyphs: state.glyphs)
    return [
      "You are \(signs[0]): push every crate \(signs[1]) onto a goal "
        + "\(goal.left)\(goal.right) with the arrow keys.",
      "Arrow keys move \(signs[0]): push each \(signs[1]) onto a "
        + "\(goal.left)\(goal.right) goal.",
    ]
  }

  /// The keys are never cut; the news before them may be.
  private func draw(_ offer: Offer, on canvas: inout Canvas, row: Int, width: Int) {
    let style = Style(.banner, bold: true)
    let keys = offer.keys
    let room = width - keys.displayWidth - 2
    let news = news(of: offer).map { "> " + $0 }.first(fitting: room)
    let used = canvas.text(news, column: 1, row: row, style: style, width: room)
    canvas.text(keys, column: 1 + used + 2, row: row, style: style)
  }

  /// What there is to say, at length and in short.
  private func news(of offer: Offer) -> [String] {
    switch offer {
    case .ahead(let device, let moves, _):
      let who = device.map(state.name(ofDevice:)) ?? "another device"
      guard moves > 0 else {
        return ["\(who) went back to the start of this level.", "\(who) is at the start."]
      }
      return [
        "\(who) is \(Wording(glyphs: state.glyphs).count(moves, "move")) into this level.",
        "\(who) is at move \(moves).",
      ]
    case .elsewhere(let point):
      return ["\(state.name(ofDevice: point.device)) is in level \(point.level)."]
    case .diverged:
      return ["Both devices moved on in this level.", "Both devices moved on."]
    }
  }
}

extension Offer {
  /// What can be done about it.
  fileprivate var keys: String {
    switch self {
    case .ahead, .elsewhere: "c continue there   x dismiss"
    case .diverged: "c choose   x dismiss"
    }
  }
}

extension Message {
  /// How the line looks.
  var style: Style {
    switch tone {
    case .information: Style(.banner)
    case .success: Style(.success)
    case .problem: Style(.problem, bold: true)
    }
  }
}
