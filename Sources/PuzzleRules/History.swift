/// The recorded actions of an attempt and how many of them are in force.
///
/// Undo and restart only move the cursor; what lies beyond it can be redone until something new is
/// recorded.
package struct History: Hashable, Sendable {
  /// Everything recorded, what was undone included.
  package private(set) var actions: [RecordedAction]

  /// How many actions are in force: 0…`actions.count`.
  package private(set) var cursor: Int

  /// The steps in force.
  package private(set) var moves: Int

  /// The pushes in force.
  package private(set) var pushes: Int

  /// Creates a history with the first `cursor` of `actions` in force, or all of them.
  package init(_ actions: [RecordedAction] = [], cursor: Int? = nil) {
    let cursor = cursor ?? actions.count
    precondition(actions.indices.contains(cursor) || cursor == actions.count, "No such cursor.")
    self.actions = actions
    self.cursor = cursor
    moves = actions[..<cursor].count(where: \.isMove)
    pushes = actions[..<cursor].count(where: \.isPush)
  }

  /// The actions in force.
  package var applied: ArraySlice<RecordedAction> { actions[..<cursor] }

  /// Whether there is something to undo.
  package var canUndo: Bool { cursor > 0 }

  /// Whether there is something to redo.
  package var canRedo: Bool { cursor < actions.count }

  /// Appends `action` at the cursor and forgets what could be redone.
  package mutating func record(_ action: RecordedAction) {
    actions.removeSubrange(cursor...)
    actions.append(action)
    _ = redo()
  }

  /// Takes one action back; returns whether there was one.
  package mutating func undo() -> Bool {
    guard canUndo else { return false }
    cursor -= 1
    count(actions[cursor], times: -1)
    return true
  }

  /// Goes back to before the last push in force; returns whether there was one.
  package mutating func undoPush() -> Bool {
    guard let push = applied.lastIndex(where: \.isPush) else { return false }
    while cursor > push { _ = undo() }
    return true
  }

  /// Repeats the next undone action; returns whether there was one.
  package mutating func redo() -> Bool {
    guard canRedo else { return false }
    count(actions[cursor], times: 1)
    cursor += 1
    return true
  }

  /// Goes back to the start and keeps everything for redo; returns whether there was something to
  /// take back.
  package mutating func restart() -> Bool {
    guard canUndo else { return false }
    (cursor, moves, pushes) = (0, 0, 0)
    return true
  }

  private mutating func count(_ action: RecordedAction, times: Int) {
    if action.isMove { moves += times }
    if action.isPush { pushes += times }
  }
}
