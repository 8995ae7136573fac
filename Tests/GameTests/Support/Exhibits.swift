import Screen
import Testing

@testable import Game

/// One screen of the game, ready to be looked at.
struct Exhibit: CustomTestStringConvertible, Sendable {
  let name: String
  let state: GameState

  var testDescription: String { name }

  init(_ name: String, _ session: Session) {
    self.name = name
    state = session.state
  }
}

/// Every screen, each in the states that look different.
enum Exhibits {
  static let all: [Exhibit] =
    titles + forms + levels + overlays + remote + [
      Exhibit("map", map), Exhibit("map-closed", closed),
    ]
    + help

  static let inUnicode: [Exhibit] = {
    var play = Session("laptop", glyphs: .unicode, shared: Records.middle)
    play.press(.enter)
    play.walk("rR")
    var solved = play
    solved.walk("RlldRR")
    var map = Session("laptop", glyphs: .unicode, shared: Records.middle)
    map.press(.down, .enter)
    return [
      Exhibit("play", play), Exhibit("solved", solved), Exhibit("map", map),
      Exhibit("title", Session(glyphs: .unicode)),
    ]
  }()

  private static var titles: [Exhibit] {
    var guest = Session(shared: Records.middle)
    guest.press(.down, .down)
    var signedIn = Session(shared: Records.named, account: "mira")
    signedIn.send(.syncChanged(.synced))
    var leaving = signedIn
    leaving.send(.syncChanged(.offline(queued: 4)))
    leaving.press(.down, .down, .enter)
    return [
      Exhibit("title", Session()), Exhibit("title-guest", guest),
      Exhibit("title-signed-in", signedIn),
      Exhibit("sign-out", leaving),
    ]
  }

  private static var forms: [Exhibit] {
    var form = Session()
    form.press(.down, .down, .enter)
    let empty = form
    form.type("mira")
    form.press(.tab)
    form.type("s3cret!")
    let filled = form
    form.press(.enter)
    let waiting = form
    form.send(.signInFinished(.failed("The name or the password is wrong.")))
    var account = filled
    account.press(.control("n"))
    return [
      Exhibit("sign-in", empty), Exhibit("sign-in-filled", filled),
      Exhibit("sign-in-waiting", waiting), Exhibit("sign-in-wrong", form),
      Exhibit("new-account", account),
    ]
  }

  private static var levels: [Exhibit] {
    var play = Session(shared: Records.named, account: "mira")
    play.send(.syncChanged(.synced))
    play.press(.enter)
    play.walk("rR")
    var offline = play
    offline.send(.syncChanged(.offline(queued: 4)))
    offline.walk("R")
    var unsaved = play
    unsaved.send(.saveFailed("The disk is full."))
    var number = play
    number.press("g")
    number.type("1")
    var small = Session.playing(1)
    small.press("p")
    return [
      Exhibit("play", play), Exhibit("play-offline", offline), Exhibit("play-unsaved", unsaved),
      Exhibit("play-number", number), Exhibit("play-message", small),
    ]
  }

  private static var overlays: [Exhibit] {
    var play = Session(shared: Records.named, account: "mira")
    play.press(.enter)
    play.walk("rRRlldR")
    var pause = play
    pause.press(.escape)
    var solved = play
    solved.walk("R")
    var again = solved
    again.press("r")
    again.walk("l" + "r" + TestPack.solution3)
    return [Exhibit("pause", pause), Exhibit("solved", solved), Exhibit("solved-again", again)]
  }

  private static var remote: [Exhibit] {
    var laptop = Session(shared: Records.named, account: "mira")
    laptop.press(.enter)
    laptop.walk("rR")
    var phone = Session("phone", shared: laptop.shared, account: "mira")
    phone.press(.enter)
    var ahead = laptop
    phone.walk("Rlld")
    ahead.receive(phone.shared)
    var elsewhere = laptop
    var other = Session("phone", shared: laptop.shared, account: "mira")
    other.press(.enter, "n")
    other.walk("rr")
    elsewhere.receive(other.shared)
    var apart = laptop
    apart.walk("lld")
    apart.receive(phone.shared)
    var choice = apart
    choice.press("c")
    return [
      Exhibit("banner-ahead", ahead), Exhibit("banner-elsewhere", elsewhere),
      Exhibit("banner-apart", apart), Exhibit("choice", choice),
    ]
  }

  private static var map: Session {
    var session = Session(shared: Records.middle)
    session.press(.down, .enter)
    return session
  }

  private static var closed: Session {
    var session = map
    session.press(.down)
    return session
  }

  private static var help: [Exhibit] {
    (0..<6).map { page in
      var session = Session.playing(3)
      session.press("?")
      for _ in 0..<page { session.press(.right) }
      return Exhibit("help-\(page + 1)", session)
    }
  }
}
