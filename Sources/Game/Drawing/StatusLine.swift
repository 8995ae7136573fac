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
    } else if case .problem(let reason) = state.sync {
      canvas.text(
        "Not synced: \(reason)", column: 1, row: row, style: Style(.problem), width: width)
    } else {
      return false
    }
    return true
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
