package import LevelPack
import PuzzleRules
package import Screen

/// Everything the game knows; only `reduce` changes it.
package struct GameState: Equatable, Sendable {
  /// The smallest terminal the game can be played in (game.md 6).
  package static let leastSize = Size(columns: 60, rows: 20)

  /// The records, here and shared.
  package internal(set) var progress: Progress

  /// The extent of the terminal.
  package internal(set) var size: Size

  /// The characters to draw with.
  package internal(set) var glyphs: GlyphSet

  /// The name of the account in use, if somebody is signed in.
  package internal(set) var account: String?

  /// How far progress has got to other devices, as last reported.
  package internal(set) var sync = SyncStatus.guest

  /// Whether the program was asked to end; nothing is changed from then on.
  package internal(set) var isEnding = false

  /// What is on screen, the bottom first; never empty.
  var scenes: [Scene] = [.title(.resume)]

  /// The level being played, while the title is covered.
  var play: Play?

  /// The last place another device was seen at since the program started.
  var visitor: ResumePoint?

  /// The offer the player did not want; it is made again when it changes.
  var dismissed: Offer?

  /// One line that goes away by itself.
  var message: Message?

  /// Why nothing can be saved at the moment.
  var saveProblem: String?

  /// When changes go up.
  var rhythm = UploadRhythm()

  /// Creates the game before any records are known.
  package init(
    pack: LevelPack, deviceID: String, size: Size, glyphs: GlyphSet, account: String? = nil
  ) {
    progress = Progress(deviceID: deviceID, pack: pack)
    self.size = size
    self.glyphs = glyphs
    self.account = account
  }
}

extension GameState {
  /// A level being played.
  struct Play: Equatable, Sendable {
    /// The number of the level.
    let number: Int

    /// The board under the player's hands.
    var board: OpenBoard

    /// How the board relates to what the devices share.
    var relation: BoardRelation
  }

  /// The levels.
  var pack: LevelPack { progress.pack }

  /// What takes the keys.
  var scene: Scene {
    get { scenes.last ?? .title(.resume) }
    set { scenes[scenes.count - 1] = newValue }
  }

  /// Whether there is too little room to draw anything but a notice.
  var isTooSmall: Bool {
    size.columns < Self.leastSize.columns || size.rows < Self.leastSize.rows
  }

  /// The name to show for the player; nil for a guest without one.
  var playerName: String? { progress.playerName ?? account }

  /// Whether a level waits for the player to choose between two boards.
  var mustChoose: Bool { sync == .choose || play?.relation == .diverged }

  /// Returns what the owner of a device calls it.
  func name(ofDevice id: String) -> String {
    progress.shared[ProgressKey.device(id).text].flatMap(DevicePresence.init)?.name ?? id
  }

  /// Returns the record in which this device tells the others where it is.
  ///
  /// - Parameters:
  ///   - seconds: The time of writing, in seconds since 1970.
  ///   - name: What the player calls this device.
  package func presence(at seconds: Int, named name: String) -> ProgressChange {
    let presence = DevicePresence(
      level: play?.number ?? progress.levelToResume, moves: play?.board.attempt.moves ?? 0,
      lastSeen: seconds, name: name)
    return .shared(.device(progress.deviceID), presence.text)
  }
}
