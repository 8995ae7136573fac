import Game
import LevelPack
import PuzzleRules
import SyncClient
import Testing

/// The game's records on one device, written by the game's own rules.
struct GameRecords: Sendable {
  let shared: Dataset
  let kept: Dataset
  let deviceID: String
  let pack: LevelPack

  var progress: Progress {
    get throws {
      Progress(
        shared: try shared.values(), device: try kept.values(), deviceID: deviceID, pack: pack)
    }
  }

  /// Plays the actions of `text` on the board of a level, saving after each.
  func play(_ text: String, atLevel number: Int) throws {
    var progress = try progress
    var board = try #require(progress.board(atLevel: number))
    try write(progress.opening(board.attempt, atLevel: number), to: &progress)
    for action in try LURD.actions(in: text) {
      try #require(board.attempt.perform(action) != .bump)
      let save = progress.saving(board, atLevel: number)
      board = save.board
      try write(save.changes, to: &progress)
    }
  }

  /// Solves a level as its stored solution does, or as `text` does.
  func solve(_ number: Int, _ text: String? = nil) throws {
    let level = try #require(pack.level(number))
    let actions = try text ?? LURD.text(of: #require(level.solution))
    let attempt = try Attempt(level: level, replaying: LURD.actions(in: actions))
    var progress = try progress
    let changes = progress.solving(attempt, atLevel: number)
    try #require(!changes.isEmpty || progress.best(ofLevel: number) != nil)
    try write(changes, to: &progress)
  }

  private func write(_ changes: [ProgressChange], to progress: inout Progress) throws {
    progress.apply(changes)
    for change in changes {
      let dataset = change.scope == .shared ? shared : kept
      if let value = change.value {
        try dataset.set(change.key, to: value)
      } else {
        try dataset.remove(change.key)
      }
    }
  }
}
