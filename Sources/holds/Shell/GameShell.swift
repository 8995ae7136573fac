import CursesTerminal
import Foundation
import Game
import LevelPack
import Logging
import Screen
import SyncClient

/// Drives the game: what happens goes in, what is to be done comes out, and the picture is shown.
@MainActor final class GameShell {
  private let terminal: CursesTerminal
  private let link: ProgressLink
  private let deviceName: DeviceName
  private var state: GameState
  private var records: RecordKeeper
  private var timers: [GameTimer: Task<Void, Never>] = [:]
  private var lastPresence: ContinuousClock.Instant?
  private var ended: CheckedContinuation<Void, Never>?
  private var hasEnded = false
  private var isTakingKeys = false

  /// How far the picture may lag behind keys typed ahead.
  private static let longestLag = Duration.milliseconds(40)
  /// How often this device says where it is while playing.
  private static let presenceInterval = Duration.seconds(60)
  /// How long the last upload may hold up the end.
  private static let farewell = Duration.seconds(1)

  init(terminal: CursesTerminal, link: ProgressLink, pack: LevelPack) {
    self.terminal = terminal
    self.link = link
    deviceName = link.settings.deviceName
    records = RecordKeeper(link.records)
    state = GameState(
      pack: pack, deviceID: deviceName.text, size: terminal.size, glyphs: terminal.glyphs,
      account: link.account)
  }

  /// Plays until the player or a signal ends it, and returns why something could not be saved.
  func run() async -> String? {
    load()
    show()
    link.report = { [weak self] in self?.take($0) }
    link.start()
    if let copy = link.damagedStoreCopy {
      link.settings.logger.warning("the store was damaged", metadata: ["kept in": "\(copy)"])
      handle(.noticed("The saved games were damaged and had to be put aside."))
      show()
    }
    let typing = Task {
      for await event in terminal.events { take(event) }
      end()
    }
    await withCheckedContinuation { continuation in
      ended = continuation
      if hasEnded { continuation.resume() }
    }
    typing.cancel()
    terminal.restore()
    let lastWords = lastWords()
    await link.stop(within: Self.farewell)
    for timer in timers.values { timer.cancel() }
    return lastWords
  }

  private func load(_ origin: GameEvent.Origin = .loaded) {
    do {
      let contents = try records.load()
      handle(.progressChanged(shared: contents.shared, device: contents.device, origin))
    } catch {
      handle(.saveFailed(Self.sentence(error)))
    }
  }

  private func take(_ event: LinkEvent) {
    switch event {
    case .changed(let contents, let origin):
      if origin == .remote, records.knows(contents) { return }
      let contents = records.learn(contents)
      handle(.progressChanged(shared: contents.shared, device: contents.device, origin))
    case .status(let status): handle(.syncChanged(status))
    case .signInFinished(let result): handle(.signInFinished(result))
    }
    // While keys are applied, the picture comes after them.
    if !isTakingKeys { show() }
  }

  private func take(_ event: TerminalEvent) {
    switch event {
    case .keys(let keys): take(keys)
    case .resized(let size): handle(.resized(size))
    case .resumed: handle(.resumed)
    case .interrupted: handle(.interrupted)
    }
    show()
  }

  /// Applies every key in order; pictures between them are left out rather than keys.
  private func take(_ keys: [Key]) {
    var shown = ContinuousClock.now
    isTakingKeys = true
    defer { isTakingKeys = false }
    for key in keys {
      handle(.key(key))
      guard shown.duration(to: .now) > Self.longestLag else { continue }
      show()
      shown = .now
    }
  }

  private func show() {
    guard !hasEnded else { return }
    terminal.show(render(state, size: terminal.size))
  }

  private func handle(_ event: GameEvent) {
    for effect in reduce(&state, event) { carryOut(effect) }
  }

  private func carryOut(_ effect: GameEffect) {
    switch effect {
    case .save(let changes): save(changes)
    case .upload(let urgency): upload(urgency)
    case .signIn(let name, let password):
      link.signIn(name: name, password: password, isNew: false)
    case .createAccount(let name, let password):
      link.signIn(name: name, password: password, isNew: true)
    case .signOut: link.signOut()
    case .wake(let duration, let timer): wake(timer, after: duration)
    case .redraw: terminal.redraw()
    case .suspend: terminal.suspend()
    case .quit: end()
    }
  }

  private func save(_ changes: [ProgressChange]) {
    let wasFailing = !records.waiting.isEmpty
    do {
      let outcome = try records.write(changes)
      if wasFailing { handle(.saveRecovered) }
      if outcome == .merged { load(.remote) }
    } catch {
      handle(.saveFailed(Self.sentence(error)))
    }
  }

  private func upload(_ urgency: GameEffect.Urgency) {
    let isDue = lastPresence.map { $0.duration(to: .now) > Self.presenceInterval } ?? true
    if urgency == .now || isDue {
      lastPresence = .now
      save([state.presence(at: Int(Date().timeIntervalSince1970), named: deviceName.text)])
    }
    link.upload()
  }

  private func wake(_ timer: GameTimer, after duration: Duration) {
    timers[timer]?.cancel()
    timers[timer] = Task {
      do { try await Task.sleep(for: duration) } catch { return }
      handle(.woke(timer))
      show()
    }
  }

  private func end() {
    guard !hasEnded else { return }
    hasEnded = true
    ended?.resume()
  }

  /// Tries once more to write what could not be written.
  private func lastWords() -> String? {
    guard !records.waiting.isEmpty else { return nil }
    do {
      _ = try records.write([])
      return nil
    } catch {
      return "The last \(records.waiting.count) changes could not be saved: \(Self.sentence(error))"
    }
  }

  private static func sentence(_ error: any Error) -> String {
    (error as? SyncError)?.message ?? "\(error)"
  }
}
