import Screen

extension GameState {
  /// Carries out a command given in the sign-in form.
  mutating func carryOut(_ command: FormCommand, in form: SignInForm) -> [GameEffect] {
    // While an answer is awaited the form is left alone, but never in the way.
    guard !form.isWaiting || command == .back || command == .playAsGuest else { return [] }
    var form = form
    switch command {
    case .nextField: form.moveFocus(by: 1)
    case .previousField: form.moveFocus(by: -1)
    case .otherPurpose: form.switchPurpose()
    case .clear: form[form.focus].clear()
    case .submit: return submit(form)
    case .back:
      scenes.removeLast()
      return []
    case .playAsGuest:
      scenes.removeLast()
      return play == nil ? open(level: progress.levelToResume, .resuming) : []
    }
    scene = .signIn(form)
    return []
  }

  /// Takes in a key that edits the form; returns nil for any other.
  mutating func type(_ key: Key, in form: SignInForm) -> [GameEffect]? {
    var form = form
    if form.isWaiting {
      guard case .character = key else { return nil }
      return []
    }
    guard form[form.focus].edit(key) else { return nil }
    form.problem = nil
    scene = .signIn(form)
    return []
  }

  private mutating func submit(_ form: SignInForm) -> [GameEffect] {
    var form = form
    form.isWaiting = form.isComplete()
    scene = .signIn(form)
    guard form.isWaiting else { return [] }
    switch form.purpose {
    case .signIn: return [.signIn(name: form.trimmedName, password: form.password.text)]
    case .newAccount:
      return [.createAccount(name: form.trimmedName, password: form.password.text)]
    }
  }

  /// Carries out the answer to whether to sign out.
  mutating func carryOut(_ command: AnswerCommand) -> [GameEffect] {
    scenes.removeLast()
    switch command {
    case .yes: return [.signOut]
    case .no: return []
    }
  }

  /// Takes in how signing in or out ended.
  mutating func finishSigningIn(_ result: SignInResult) -> [GameEffect] {
    switch result {
    case .signedIn(let name):
      welcome(name)
      return show(Message("Signed in as \(name).", tone: .success))
    case .created(let name):
      welcome(name)
      let changes = progress.playerName == nil ? progress.naming(Self.playerName(for: name)) : []
      return record(changes) + rhythm.hurry()
        + show(Message("Welcome, \(name). Your progress follows you now.", tone: .success))
    case .signedOut:
      account = nil
      leaveLevel()
      return show(Message("Signed out."))
    case .failed(let reason): return reject(reason, keepingPassword: false)
    case .unanswered(let reason): return reject(reason, keepingPassword: true)
    }
  }

  private mutating func welcome(_ name: String) {
    account = name
    scenes.removeAll { scene in
      if case .signIn = scene { return true }
      return false
    }
    // The entry that led here now means the opposite.
    scenes[0] = .title(.resume)
  }

  private mutating func reject(_ reason: String, keepingPassword: Bool) -> [GameEffect] {
    for (index, scene) in scenes.enumerated() {
      guard case .signIn(var form) = scene, form.isWaiting else { continue }
      form.reject(reason, keepingPassword: keepingPassword)
      scenes[index] = .signIn(form)
      return []
    }
    return show(Message(reason, tone: .problem))
  }

  /// The part of an e-mail address before the `@`, or all of another name; at most 32 characters.
  private static func playerName(for account: String) -> String {
    String(account.prefix { $0 != "@" }.prefix(PlayerName.lengths.upperBound))
  }
}
