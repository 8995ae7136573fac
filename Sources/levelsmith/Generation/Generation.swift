import PuzzleRules

/// The making of levels for one chapter, round by round.
///
/// A round is a fixed number of climbs that know the levels of the rounds before. What it finds
/// depends on the settings and the rounds before alone: not on cores, time or interruptions.
struct Generation: Hashable, Sendable {
  /// What decides everything that will be found.
  struct Settings: Hashable, Sendable {
    var chapter = 1

    /// The place in the chapter to make levels for; each in turn if there is none.
    var slot: Int?
    var seed: UInt64 = 1

    /// How many boards a climb weighs.
    var steps = 500

    /// The most positions, up to walking, a candidate may have.
    var nodes = 40_000
  }

  /// A level worth keeping, and where it comes from.
  struct Find: Hashable, Sendable {
    let level: Level
    let slot: Int

    /// The round that found it, from 0.
    let round: Int
  }

  /// How many climbs make a round.
  static let climbsPerRound = 10

  let settings: Settings

  /// How many rounds are complete.
  private(set) var rounds = 0

  /// The levels found, in order; those of a round cut short at the end.
  private(set) var finds: [Find] = []

  private var forms: Set<CanonicalForm> = []

  init(_ settings: Settings) { self.settings = settings }

  /// The climbs of the next round; none for a chapter that does not exist.
  var nextRound: [Climb] {
    guard let chapter = ChapterPlan.chapter(settings.chapter) else { return [] }
    let archive = finds.filter { $0.round < rounds }.map { Blueprint($0.level) }
    return (0..<Generation.climbsPerRound).map { offset in
      let slot = settings.slot ?? offset % ChapterPlan.levels + 1
      var climb = Climb(
        plan: SlotPlan(chapter, slot: slot),
        seed: settings.seed &+ UInt64(settings.chapter) << 32,
        number: rounds * Generation.climbsPerRound + offset, archive: archive)
      climb.steps = settings.steps
      climb.nodes = settings.nodes
      return climb
    }
  }

  /// Takes in what the climbs of the next round found, in their order; `nil` for a climb that was
  /// stopped, by which the round stays incomplete and will be climbed again.
  mutating func absorb(_ results: [(climb: Climb, result: Climb.Result?)]) {
    dropLooseFinds()
    for (climb, result) in results {
      guard case .kept(var level) = result?.decision else { continue }
      level.notes.seed = settings.seed
      add(Find(level: level, slot: climb.plan.slot, round: rounds))
    }
    if !results.isEmpty, results.allSatisfy({ $0.result != nil }) { rounds += 1 }
  }

  /// Adds a find unless it is known, turned or renamed, with or without what is special about it.
  private mutating func add(_ find: Find) {
    let form = CanonicalForm(find.level)
    let core = CanonicalForm(find.level, scope: .coreOnly)
    guard forms.isDisjoint(with: [form, core]) else { return }
    forms.formUnion([form, core])
    finds.append(find)
  }

  /// Forgets what a round cut short has found, as it will be found again.
  private mutating func dropLooseFinds() {
    let loose = finds.filter { $0.round >= rounds }
    guard !loose.isEmpty else { return }
    finds.removeAll { $0.round >= rounds }
    forms = []
    for find in finds {
      forms.formUnion([CanonicalForm(find.level), CanonicalForm(find.level, scope: .coreOnly)])
    }
  }
}

// MARK: Checkpoints

extension Generation {
  /// Why a file is not one to go on with.
  struct CheckpointError: Error, Hashable, Sendable {
    /// The key that is missing or does not say anything sensible.
    let key: String
  }

  private enum Key {
    static let chapter = "Smith-Chapter"
    static let slot = "Smith-Slot"
    static let seed = "Smith-Seed"
    static let steps = "Smith-Steps"
    static let nodes = "Smith-Nodes"
    static let rounds = "Smith-Rounds"
    static let findSlot = "Slot"
    static let findRound = "Round"
  }

  /// The levels found, with all that is needed to go on.
  var file: LevelFile {
    var file = LevelFile()
    file.collection = "Candidates for chapter \(settings.chapter)"
    let keys: [(String, Int?)] = [
      (Key.chapter, settings.chapter), (Key.slot, settings.slot), (Key.steps, settings.steps),
      (Key.nodes, settings.nodes), (Key.rounds, rounds),
    ]
    file.otherKeys =
      [LevelKey(name: Key.seed, value: String(settings.seed))]
      + keys.compactMap { name, value in
        value.map { LevelKey(name: name, value: String($0)) }
      }
    file.levels = finds.map { find in
      var level = find.level
      level.notes.otherKeys += [
        LevelKey(name: Key.findSlot, value: String(find.slot)),
        LevelKey(name: Key.findRound, value: String(find.round)),
      ]
      return level
    }
    return file
  }

  /// Goes on from a file that `file` made.
  init(resuming file: LevelFile) throws(CheckpointError) {
    var settings = Settings()
    settings.chapter = try Generation.number(Key.chapter, in: file.otherKeys, 1...10)
    settings.steps = try Generation.number(Key.steps, in: file.otherKeys, 1...1_000_000)
    settings.nodes = try Generation.number(Key.nodes, in: file.otherKeys, 1...10_000_000)
    if file.otherKeys.contains(where: { $0.name == Key.slot }) {
      settings.slot = try Generation.number(Key.slot, in: file.otherKeys, 1...10)
    }
    guard
      let seed = file.otherKeys.first(where: { $0.name == Key.seed }).flatMap({
        UInt64($0.value)
      })
    else { throw CheckpointError(key: Key.seed) }
    settings.seed = seed
    self.init(settings)
    rounds = try Generation.number(Key.rounds, in: file.otherKeys, 0...1_000_000)
    for level in file.levels {
      let slot = try Generation.number(Key.findSlot, in: level.notes.otherKeys, 1...10)
      let round = try Generation.number(Key.findRound, in: level.notes.otherKeys, 0...1_000_000)
      var level = level
      level.notes.otherKeys.removeAll { [Key.findSlot, Key.findRound].contains($0.name) }
      add(Find(level: level, slot: slot, round: round))
    }
  }

  private static func number(
    _ name: String, in keys: [LevelKey], _ range: ClosedRange<Int>
  ) throws(CheckpointError) -> Int {
    guard let value = keys.first(where: { $0.name == name }).flatMap({ Int($0.value) }),
      range.contains(value)
    else { throw CheckpointError(key: name) }
    return value
  }
}
