import Screen
import Testing

@testable import Game

@Suite struct SignInTests {
  private func form(name: String = "mira", password: String = "s3cret q!") -> Session {
    var session = Session()
    session.press(.down, .down, .enter)
    session.type(name)
    session.press(.tab)
    session.type(password)
    return session
  }

  @Test func `Enter signs in with what was typed, letters of commands included`() {
    var session = form(name: " q?gn ")
    #expect(session.press(.enter) == [.signIn(name: "q?gn", password: "s3cret q!")])
    #expect(session.text.contains("Signing in..."))
  }

  @Test func `the password is never on screen`() {
    var session = form()
    #expect(!session.text.contains("s3cret"))
    #expect(session.text.contains("[*********"))
    session.press(.control("n"), .tab)
    session.type("s3cret q!")
    #expect(!session.text.contains("s3cret"))
  }

  @Test func `Enter goes to what is still empty`() {
    var session = Session()
    session.press(.down, .down, .enter)
    #expect(session.press(.enter) == [])
    #expect(session.text.contains("Type your name first."))
    session.type("mira")
    #expect(session.press(.enter) == [])
    session.type("x")
    #expect(session.press(.enter) == [.signIn(name: "mira", password: "x")])
  }

  @Test func `text is edited at the cursor`() {
    var session = form(name: "mra")
    session.press(.backTab, .left, .left, "i", .end, "x", .backspace, .home, .delete, "M")
    #expect(session.text.contains("[Mira_"))
    session.press(.control("u"))
    #expect(session.text.contains("[______"))
  }

  @Test func `a sign-in that ended can be renewed from the title, under the same name`() {
    var session = Session(shared: ["playerName": "Mira"], account: "mira")
    session.send(.syncChanged(.signInEnded))
    #expect(session.text.contains("Sign in again (mira)"))
    #expect(
      session.lastLine == " Not synced: the sign-in has ended. Sign in again from the title screen."
    )
    session.press(.down, .down, .enter)
    #expect(session.text.contains("[mira_"))
    session.type("new secret")
    #expect(session.press(.enter) == [.signIn(name: "mira", password: "new secret")])
    session.send(.syncChanged(.synced))
    session.send(.signInFinished(.signedIn(name: "mira")))
    #expect(session.text.contains("Sign out (mira)"))
  }

  @Test func `without an answer the form can be sent again as it is`() {
    var session = form()
    session.press(.enter)
    session.send(.signInFinished(.unanswered("Nobody answers.")))
    #expect(session.text.contains("Nobody answers."))
    #expect(session.press(.enter) == [.signIn(name: "mira", password: "s3cret q!")])
  }

  @Test func `a wrong password is told in the form and has to be typed again`() {
    var session = form()
    session.press(.enter)
    session.send(.signInFinished(.failed("The name or the password is wrong.")))
    #expect(session.text.contains("The name or the password is wrong."))
    #expect(session.text.contains("[mira_"))
    session.type("better")
    #expect(!session.text.contains("wrong"))
    #expect(session.press(.enter) == [.signIn(name: "mira", password: "better")])
  }

  @Test func `a new account wants the password twice`() {
    var session = form()
    session.press(.control("n"), .down)
    session.type("other")
    #expect(session.press(.enter) == [])
    #expect(session.text.contains("The two passwords differ."))
    session.type("s3cret q!")
    #expect(
      session.press(.enter) == [.createAccount(name: "mira", password: "s3cret q!")])
  }

  @Test func `signing in never blocks play`() {
    var session = form()
    session.press(.enter)
    let waiting = session.state
    #expect(session.press("x", .tab, .enter, .left) == [])
    #expect(session.state == waiting)
    session.press(.escape, .up, .up, .enter, .right)
    #expect(session.moves == "R")
    session.send(.signInFinished(.signedIn(name: "mira")))
    #expect(session.moves == "R")
    #expect(session.state.account == "mira")
  }

  @Test func `a failure that comes after the form was left is told in the message line`() {
    var session = form()
    session.press(.enter, .escape, .up, .up, .enter)
    session.send(.signInFinished(.failed("The service cannot be reached.")))
    #expect(session.lastLine == " The service cannot be reached.")
  }

  @Test func `success leads back to the title, which goes on where the account is`() {
    var laptop = Session.playing(3)
    laptop.walk("rR")
    var session = form()
    session.press(.enter)
    session.send(.progressChanged(shared: laptop.shared, device: [:], .loaded))
    session.send(.signInFinished(.signedIn(name: "mira")))
    session.send(.syncChanged(.synced))
    #expect(session.text.contains("> Continue   03 Two by two"))
    #expect(session.text.contains("* synced  @ mira"))
    session.press(.enter)
    #expect(session.moves == "rR")
  }

  @Test func `a new account gives the player its name`() {
    var session = form()
    session.press(.control("n"), .down)
    session.type("s3cret q!")
    session.press(.enter)
    let effects = session.send(.signInFinished(.created(name: "mira@example.org")))
    #expect(effects.first == .save([.shared(.playerName, "mira")]))
    #expect(session.state.playerName == "mira")
  }

  @Test func `a guest plays at once`() {
    var session = form()
    session.press(.control("g"))
    #expect(session.state.scene == .play)
    #expect(session.state.account == nil)
  }

  @Test func `signing out asks first and then forgets the board`() {
    var session = Session(shared: Records.named, account: "mira")
    session.send(.syncChanged(.offline(queued: 4)))
    session.press(.down, .down, .enter)
    #expect(session.text.contains("4 changes have not reached the account yet"))
    #expect(session.press(.escape) == [])
    #expect(session.state.account == "mira")
    #expect(session.press(.enter, "y") == [.signOut])
    session.send(.progressChanged(shared: [:], device: [:], .loaded))
    session.send(.signInFinished(.signedOut))
    #expect(session.state.account == nil)
    #expect(session.text.contains("> Play   01 First push"))
  }
}
