/// One player's try at a level: the history, and the position it leads to.
package struct Attempt: Equatable, Sendable {
  /// The level being played.
  package let level: Level

  /// The position before the first action of `history`.
  package private(set) var origin: Checkpoint

  /// What was done since `origin`.
  package private(set) var history: History

  /// The strongest help taken so far.
  package private(set) var assistance: Assistance

  /// The position after each recorded action, so that undo and redo need no replay; one more than
  /// there are actions.
  private var states: [PuzzleState]

  /// Creates a fresh attempt.
  package init(level: Level) {
    self.level = level
    origin = Checkpoint(startOf: level)
    history = History()
    assistance = .none
    states = [level.start]
  }

  /// Creates an attempt by replaying `actions` and going back to `cursor`; one bump and it is
  /// refused.
  ///
  /// `cursor` counts from the start of the level, thus from `origin.actions` if there is an origin.
  package init(
    level: Level, origin: Checkpoint? = nil, replaying actions: [Action], cursor: Int? = nil,
    assistance: Assistance = .none
  ) throws(ReplayError) {
    let origin = origin ?? Checkpoint(startOf: level)
    guard origin.isPossible(in: level) else { throw .impossibleCheckpoint }
    let cursor = cursor ?? origin.actions + actions.count
    guard cursor >= origin.actions, cursor - origin.actions <= actions.count else {
      throw .noSuchCursor(cursor)
    }
    var states = [origin.state]
    var recorded: [RecordedAction] = []
    var state = origin.state
    for (index, action) in actions.enumerated() {
      let (next, outcome) = step(action, in: level, from: state)
      guard let record = RecordedAction(action, outcome: outcome) else {
        throw .refused(index: origin.actions + index)
      }
      recorded.append(record)
      states.append(next)
      state = next
    }
    self.level = level
    self.origin = origin
    self.assistance = assistance
    self.states = states
    history = History(recorded, cursor: cursor - origin.actions)
  }

  /// The position on the board.
  package var state: PuzzleState { states[history.cursor] }

  /// How many actions are in force, counted from the start of the level.
  package var cursor: Int { origin.actions + history.cursor }

  /// How many actions are known or summed up in `origin`, undone ones included.
  package var length: Int { origin.actions + history.actions.count }

  /// The steps in force.
  package var moves: Int { origin.moves + history.moves }

  /// The pushes in force.
  package var pushes: Int { origin.pushes + history.pushes }

  /// Whether every goal carries a crate that fits.
  package var isSolved: Bool { level.isSolved(state) }

  /// Whether nothing has been done yet, or all of it was taken back and forgotten.
  package var isFresh: Bool { length == 0 }

  /// Applies `action`; unless it is a bump it is recorded, and what could be redone is forgotten.
  package mutating func perform(_ action: Action) -> Outcome {
    let (next, outcome) = step(action, in: level, from: state)
    guard let record = RecordedAction(action, outcome: outcome) else { return .bump }
    history.record(record)
    states.removeSubrange(history.cursor...)
    states.append(next)
    return outcome
  }

  /// Takes one action back; returns whether there was one.
  package mutating func undo() -> Bool { history.undo() }

  /// Goes back to before the last push; returns whether there was one.
  package mutating func undoPush() -> Bool { history.undoPush() }

  /// Repeats the next undone action; returns whether there was one.
  package mutating func redo() -> Bool { history.redo() }

  /// Goes back to the start of the level, which redo reverses; returns whether anything changed.
  ///
  /// Where the oldest actions are only known as a checkpoint there is nothing to redo from the
  /// start, so the attempt begins anew.
  package mutating func restart() -> Bool {
    guard origin.actions > 0 else { return history.restart() }
    let assistance = assistance
    self = Attempt(level: level)
    self.assistance = assistance
    return true
  }

  /// Marks the attempt as helped; a weaker mark never replaces a stronger one.
  package mutating func mark(_ assistance: Assistance) {
    self.assistance = max(self.assistance, assistance)
  }

  /// Returns the position after the first `length` actions, counted from the start of the level, or
  /// `nil` if it is not known.
  package func state(after length: Int) -> PuzzleState? {
    let index = length - origin.actions
    return states.indices.contains(index) ? states[index] : nil
  }
}
