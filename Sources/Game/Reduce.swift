/// Takes in one event and returns what must be done, in this order.
///
/// Total and without side effects; whatever is not expected changes nothing.
package func reduce(_ state: inout GameState, _ event: GameEvent) -> [GameEffect] {
  guard !state.isEnding else { return [] }
  switch event {
  case .key(let key): return state.take(key)
  case .resized(let size):
    state.size = size
    return []
  case .woke(let timer): return state.wake(timer)
  case .progressChanged(let shared, let device, let origin):
    return state.adopt(shared: shared, device: device, origin)
  case .syncChanged(let status):
    state.sync = status
    return []
  case .signInFinished(let result): return state.finishSigningIn(result)
  case .saveFailed(let reason):
    state.saveProblem = reason
    return []
  case .noticed(let text): return state.show(Message(text, tone: .problem))
  case .saveRecovered:
    guard state.saveProblem != nil else { return [] }
    state.saveProblem = nil
    return state.show(Message("Everything is saved again.", tone: .success))
  case .interrupted: return state.end()
  case .resumed: return [.redraw]
  }
}

extension GameState {
  /// Shows a line for a while.
  mutating func show(_ message: Message) -> [GameEffect] {
    self.message = message
    return [.wake(after: message.duration, .message)]
  }

  /// Applies changes and asks for them to be written.
  mutating func record(_ changes: [ProgressChange]) -> [GameEffect] {
    guard !changes.isEmpty else { return [] }
    progress.apply(changes)
    return [.save(changes)]
  }

  /// Ends the game; nothing is lost, since everything was saved when it happened.
  mutating func end() -> [GameEffect] {
    isEnding = true
    return [.upload(.now), .quit]
  }

  fileprivate mutating func wake(_ timer: GameTimer) -> [GameEffect] {
    switch timer {
    case .uploadQuiet: return rhythm.quietEnded()
    case .uploadSpacing: return rhythm.spacingEnded()
    case .message:
      message = nil
      return []
    }
  }
}
