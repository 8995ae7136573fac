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
        try await tokens?.signOut()
        try await manager.credentials.clear()
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
    guard let tokens else { return .failed("This game was started with --offline.") }
    do {
      // An account's boards are no business of the next one's.
      let guest = try await manager.credentials.isAuthenticated() ? [:] : shared.values()
      try adopt(try await tokens.signIn(name: name, password: password, isNew: isNew))
      try await manager.credentials.setLogins { try await tokens.logins() }
      isSignedIn = true
      _ = try await shared.synchronize()
      try keepBoards(of: guest)
      return isNew ? .created(name: name) : .signedIn(name: name)
    } catch let failure as AccountFailure {
      return .failed(failure.message)
    } catch let error as SyncError where error.code == .notAuthorized {
      try? await tokens.signOut()
      isSignedIn = false
      return .failed("The service does not accept this account: \(error.message)")
    } catch let error as SyncError {
      // Signed in, but the records have yet to meet; that happens by itself.
      settings.logger.info("the first synchronization failed", metadata: ["error": "\(error)"])
      return isNew ? .created(name: name) : .signedIn(name: name)
    } catch {
      return .failed("\(error)")
    }
  }

  /// Keeps the boards of a guest that went another way than the member's, for the player to choose.
  private func keepBoards(of guest: [String: String]) throws {
    let merge = ProgressMerge(pack: settings.pack, deviceID: settings.deviceName.text)
    let member = try shared.values()
    for (key, board) in guest
    where merge.resolve(key: key, local: board, remote: member[key]) == .ask {
      for change in merge.settingApart(key: key, local: board) {
        if let text = change.value { try device.set(change.key, to: text) }
      }
    }
  }
}
