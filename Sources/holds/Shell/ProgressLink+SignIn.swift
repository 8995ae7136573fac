import Game
import Logging
import SyncClient

/// Signing in and out (product.md 3).
extension ProgressLink {
  /// Signs in, brings the records of guest and account together, and tells the game.
  func signIn(name: String, password: String, isNew: Bool) {
    Task {
      let result = await signInResult(name: name, password: password, isNew: isNew)
      tell(.changed)
      reportRecords(.loaded)
      report(.signInFinished(result))
    }
  }

  /// Signs out; the account's records stay on this device, out of sight, for the next sign-in.
  func signOut() {
    Task {
      var result = SignInResult.signedOut
      do {
        try putBoardsAway()
        try await tokens?.signOut()
        // The player has been asked before.
        try await manager.signOut(.keep)
        try await manager.credentials.setLogins { [tokens] in try await tokens?.logins() ?? [:] }
        isSignedIn = false
      } catch {
        result = .failed("Signing out did not work: \(error)")
      }
      tell(.changed)
      reportRecords(.loaded)
      report(.signInFinished(result))
      upload()
    }
  }

  /// Signs in and waits until the records have met; for the game and for the command line.
  func signInResult(name: String, password: String, isNew: Bool) async -> SignInResult {
    guard let tokens, let transport = settings.transport else {
      return .failed(settings.reasonForNone)
    }
    do {
      // What is remembered of the service may be outdated, for instance after it lost its data.
      settings.serviceFile.save(try await Accounts(transport: transport).describe())
      let leaving = settings.signInFile.load()?.name
      try adopt(try await tokens.signIn(name: name, password: password, isNew: isNew))
      if let leaving, leaving != name { try putBoardsAway() }
      try await manager.credentials.setLogins { try await tokens.logins() }
      isSignedIn = true
      tell(.signedIn)
      _ = try await shared.synchronize()
      return isNew ? .created(name: name) : .signedIn(name: name)
    } catch AccountFailure.unreachable(let reason) {
      return .unanswered(reason)
    } catch let failure as AccountFailure {
      return .failed(failure.message)
    } catch let error as SyncError where error.code == .notAuthorized {
      settings.logger.error("the account was refused", metadata: ["error": "\(error)"])
      try? await tokens.signOut()
      isSignedIn = false
      return .failed("The service does not accept this account.")
    } catch let error as SyncError {
      // Signed in, but the records have yet to meet; that happens by itself.
      settings.logger.info("the first synchronization failed", metadata: ["error": "\(error)"])
      return isNew ? .created(name: name) : .signedIn(name: name)
    } catch {
      return .failed("\(error)")
    }
  }

  /// Gives boards that were set apart on this device back to the player who leaves, as alternatives:
  /// they are no business of the next one's.
  private func putBoardsAway() throws {
    for (key, board) in try device.values() {
      guard case .apart(let level) = ProgressKey(key) else { continue }
      try shared.set(ProgressKey.alternative(level).text, to: board)
      try device.remove(key)
    }
  }
}
