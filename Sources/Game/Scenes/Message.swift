/// One line that goes away by itself.
struct Message: Hashable, Sendable {
  /// How good the news is.
  enum Tone: Hashable, Sendable {
    case information
    case success
    case problem
  }

  /// How long it stays: bad news is longer and comes unawares.
  var duration: Duration { tone == .problem ? .seconds(8) : .seconds(4) }

  /// What it says.
  let text: String

  /// How good the news is.
  let tone: Tone

  init(_ text: String, tone: Tone = .information) {
    self.text = text
    self.tone = tone
  }
}
