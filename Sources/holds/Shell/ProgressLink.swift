import Foundation
import Game
import LevelPack
import Logging
import SyncClient
import SyncCore

/// Ties the game's records to the service: keeps them on this device, brings them to the player's
/// other devices, and tells the game what comes back.
///
/// Nothing here is waited for by the game but the local store.
@MainActor final class ProgressLink {
  /// Tells the game what became of the records; called at once, also while they are written.
  var report: (LinkEvent) -> Void = { _ in }
  /// The account in use when the program started.
  let account: String?

  let settings: LinkSettings
  let tokens: TokenSource?
  private(set) var manager: SyncManager
  private(set) var shared: Dataset
  private(set) var device: Dataset
  var isSignedIn: Bool
  private var pool: String?
  private var describing: Task<Void, Never>?
  private var watching: Task<Void, Never>?
  private var work: [Task<Void, Never>] = []
  private var state = LinkState()

  /// Opens the local store; nothing is sent before `start`.
  init(_ settings: LinkSettings) throws {
    self.settings = settings
    account = settings.signInFile.load()?.name
    isSignedIn = account != nil
    pool = settings.serviceFile.load()?.poolID
    tokens = settings.transport.map { transport in
      let accounts = Accounts(transport: transport)
      let file = settings.serviceFile
      return TokenSource(accounts: accounts, file: settings.signInFile) {
        () async throws(AccountFailure) in
        if let known = file.load() { return known }
        let description = try await accounts.describe()
        file.save(description)
        return description
      }
    }
    (manager, shared, device) = try settings.open(pool: pool, tokens: tokens)
  }

  /// Where the damaged store of an earlier run was put, if there was one.
  var damagedStoreCopy: String? { manager.damagedStoreCopy }

  /// The local records as the game reads and writes them.
  var records: Records {
    Records(load: { [self] in try contents() }, apply: { [self] in try apply($0, knowing: $1) })
  }

  /// Begins to look for the service and to keep the records in step, until `stop`.
  func start() {
    watching = Task { [weak self] in await self?.watchNeighbors() }
    guard let transport = settings.transport else {
      tell(.offline)
      return
    }
    tell(.began)
    // What is known from an earlier run lets the records flow at once.
    if pool != nil { keepInStep() }
    describe(transport)
  }

  /// Brings local edits to the service as soon as it can be reached.
  func upload() {
    tell(.changed)
    do {
      try shared.synchronizeWhenPossible()
    } catch {
      settings.logger.error("an upload could not be noted", metadata: ["error": "\(error)"])
    }
  }

  /// Makes a last upload and ends all work, but waits for no longer than `limit`.
  ///
  /// Everything is on this device already; a service that does not answer must not keep the player.
  func stop(within limit: Duration) async {
    report = { _ in }
    describing?.cancel()
    watching?.cancel()
    for task in work { task.cancel() }
    let isUploadDue = state.isConnected && (try? shared.unsynchronizedCount()) != 0
    let (end, continuation) = AsyncStream.makeStream(of: Void.self)
    Task { [manager, shared] in
      if isUploadDue { _ = try? await shared.synchronize() }
      await manager.close()
      continuation.finish()
    }
    // A run on its way cannot be made to end by whoever waits for it, so this one stops waiting.
    let patience = Task {
      try? await Task.sleep(for: limit)
      continuation.finish()
    }
    for await _ in end {}
    patience.cancel()
  }

  /// Tells the game everything that is stored now.
  func reportRecords(_ origin: GameEvent.Origin) {
    do {
      report(.changed(try contents(), origin))
    } catch {
      settings.logger.error("the records could not be read", metadata: ["error": "\(error)"])
    }
  }

  /// Takes in what became of the link and tells the game what to show.
  func tell(_ step: LinkState.Step) {
    state.isSignedIn = isSignedIn
    state.take(step) { (try? shared.unsynchronizedCount()) ?? 0 }
    guard let status = state.news() else { return }
    report(.status(status))
  }

  private func contents() throws -> Records.Contents {
    Records.Contents(shared: try shared.values(), device: try device.values())
  }

  /// Writes what is set before what is removed: whatever replaces something comes first.
  private func apply(
    _ changes: [ProgressChange], knowing known: Records.Contents
  ) throws -> Records.Outcome {
    var outcome = Records.Outcome.written
    let shared = changes.filter { $0.scope == .shared }
    let written = Self.written(shared)
    if !written.isEmpty {
      let expected = written.reduce(into: [:]) { $0[$1.key] = .some(known.shared[$1.key]) }
      if try !self.shared.set(written, expecting: expected) {
        try mergeIn(written)
        outcome = .merged
      }
    }
    if shared.count > written.count { try self.shared.remove(Self.removed(shared)) }
    let device = changes.filter { $0.scope == .device }
    if !device.isEmpty {
      try self.device.set(Self.written(device))
      try self.device.remove(Self.removed(device))
    }
    if !shared.isEmpty { tell(.changed) }
    return outcome
  }

  /// Brings texts together with those that a synchronization wrote in the same moment, by the rules
  /// for conflicts.
  private func mergeIn(_ texts: [String: String]) throws {
    let merge = ProgressMerge(pack: settings.pack, deviceID: settings.deviceName.text)
    while true {
      let stored = try shared.values()
      let conflicts = texts.map {
        ProgressConflict(key: $0.key, local: $0.value, remote: stored[$0.key])
      }
      let decisions = merge.resolve(conflicts, records: stored)
      var chosen: [String: String] = [:]
      for (key, text) in texts {
        switch decisions[key] {
        case .keepLocal: chosen[key] = text
        case .take(let merged): chosen[key] = merged
        case .takeRemote, nil: break
        case .ask: try device.set(Self.written(merge.settingApart(key: key, local: text)))
        }
      }
      let expected = texts.reduce(into: [:]) { $0[$1.key] = .some(stored[$1.key]) }
      if try shared.set(chosen, expecting: expected) { return }
    }
  }

  private static func written(_ changes: [ProgressChange]) -> [String: String] {
    Dictionary(changes.compactMap { change in change.value.map { (change.key, $0) } }) { $1 }
  }

  private static func removed(_ changes: [ProgressChange]) -> [String] {
    changes.filter { $0.value == nil }.map(\.key)
  }
}

// MARK: - The service

extension ProgressLink {
  private func describe(_ transport: Transport) {
    guard describing == nil else { return }
    describing = Task {
      await describeService(Accounts(transport: transport))
      describing = nil
    }
  }

  /// Asks the service what it is until it answers, and takes up its pool if that is another one.
  private func describeService(_ accounts: Accounts) async {
    var pause = Duration.seconds(1)
    while !Task.isCancelled {
      do {
        let description = try await accounts.describe()
        settings.serviceFile.save(description)
        try adopt(description)
        return
      } catch let failure as AccountFailure {
        if pause == .seconds(1) {
          settings.logger.info(
            "the service does not answer", metadata: ["reason": "\(failure.message)"])
        }
        tell(.failed(SyncError(.offline, failure.message)))
      } catch {
        tell(.failed(error as? SyncError ?? SyncError(.storage, "\(error)")))
      }
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, .seconds(30))
    }
  }

  /// Takes up the service's pool, if that is another one than before.
  func adopt(_ description: ServiceDescription) throws {
    guard description.poolID != pool else { return }
    for task in work { task.cancel() }
    work = []
    (manager, shared, device) = try settings.open(pool: description.poolID, tokens: tokens)
    pool = description.poolID
    keepInStep()
    reportRecords(.loaded)
  }

  /// Starts everything that runs for as long as the program does.
  private func keepInStep() {
    let manager = manager
    let shared = shared
    work.append(
      Task.immediate { [weak self] in
        for await step in manager.activity() { self?.take(step) }
      })
    work.append(
      Task.immediate { [weak self] in
        for await change in shared.changes() {
          self?.reportRecords(change.scope == .everything ? .loaded : .remote)
        }
      })
    work.append(Task { await manager.run() })
    work.append(
      Task {
        await manager.follow(shared) { [weak self] status in await self?.take(status) }
      })
    upload()
  }

  private func take(_ activity: SyncActivity) {
    switch activity {
    case .began(let name) where name == shared.name: tell(.began)
    case .succeeded(let name, _) where name == shared.name: tell(.succeeded)
    case .failed(let name, let error) where name == shared.name:
      settings.logger.info(
        "synchronization failed",
        metadata: ["code": "\(error.code.rawValue)", "reason": "\(error.message)"])
      tell(.failed(error))
      // The pool may be another one, after the service lost its data for instance.
      if error.code == .notFound, let transport = settings.transport { describe(transport) }
    case .began, .succeeded, .failed: break
    }
  }

  private func take(_ status: LiveStatus) {
    switch status {
    case .connected: tell(.connected)
    case .disconnected(let error):
      settings.logger.info(
        "live events are interrupted", metadata: ["reason": "\(error.message)"])
      tell(.disconnected(error))
    }
  }
}
