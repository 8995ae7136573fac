internal import PuzzleRules

/// A checkpoint as it stands between the brackets of a saved history:
/// `actions,moves,pushes;keeper;crate,crate…`, a cell being 64 times its row plus its column.
///
/// Behind the keeper come, where there are two, the one who waits and the number of the one in
/// control. A coloured crate has its letter `x`, `y` or `z` behind it. Where anything else changed,
/// four more lists follow: holes filled, planks broken, keys taken, locks opened.
extension Checkpoint {
  /// Creates the checkpoint a record tells, or `nil` if it is broken.
  init?(record: Substring) {
    let parts = record.split(separator: ";", omittingEmptySubsequences: false).map { part in
      part.isEmpty ? [] : part.split(separator: ",", omittingEmptySubsequences: false)
    }
    guard parts.count == 3 || parts.count == 7,
      let counts = Checkpoint.numbers(parts[0]), counts.count == 3, counts[0] > 0,
      let keepers = Checkpoint.numbers(parts[1]), keepers.count == 1 || keepers.count == 3,
      let keeper = Position(cell: keepers[0]), parts[2].allSatisfy({ Crate(record: $0) != nil })
    else { return nil }
    let lists = parts.dropFirst(3).map { $0.compactMap(Position.init(record:)) }
    guard zip(lists, parts.dropFirst(3)).allSatisfy({ $0.count == $1.count }) else { return nil }
    let changes = (lists.isEmpty ? Array(repeating: [], count: 4) : lists).map(PositionSet.init)
    let waiting = keepers.count == 3 ? Position(cell: keepers[1]) : nil
    guard keepers.count == 1 || waiting != nil && (1...2).contains(keepers[2]) else { return nil }
    self.init(
      state: PuzzleState(
        keeper: keeper, waitingKeeper: waiting, activeKeeper: keepers.count == 3 ? keepers[2] : 1,
        crates: parts[2].compactMap(Crate.init(record:)), filledHoles: changes[0],
        brokenPlanks: changes[1], takenKeys: changes[2], openedLocks: changes[3],
        keysInHand: changes[2].count - changes[3].count),
      actions: counts[0], moves: counts[1], pushes: counts[2])
  }

  /// The text between the brackets.
  var record: String {
    let keepers =
      [state.keeper.record]
      + (state.waitingKeeper.map { [$0.record, String(state.activeKeeper)] } ?? [])
    let changes = [state.filledHoles, state.brokenPlanks, state.takenKeys, state.openedLocks]
    let lists = changes.allSatisfy(\.isEmpty) ? [] : changes.map { $0.map(\.record) }
    let parts = [["\(actions)", "\(moves)", "\(pushes)"], keepers, state.crates.map(\.record)]
    return (parts + lists).map { $0.joined(separator: ",") }.joined(separator: ";")
  }

  private static func numbers(_ texts: [Substring]) -> [Int]? {
    let numbers = texts.compactMap { RecordField.number($0) }
    return numbers.count == texts.count ? numbers : nil
  }
}

extension Position {
  fileprivate init?(record: Substring) {
    guard let cell = RecordField.number(record) else { return nil }
    self.init(cell: cell)
  }

  fileprivate init?(cell: Int) {
    guard (0..<Level.maximumSide * Level.maximumSide).contains(cell) else { return nil }
    self.init(column: cell % Level.maximumSide, row: cell / Level.maximumSide)
  }

  fileprivate var record: String { String(row * Level.maximumSide + column) }
}

extension Crate {
  fileprivate init?(record: Substring) {
    let color = record.last.flatMap { letter in CrateColor.allCases.first { $0.letter == letter } }
    guard let position = Position(record: color == nil ? record : record.dropLast()) else {
      return nil
    }
    self.init(position, color: color)
  }

  fileprivate var record: String { position.record + (color.map { String($0.letter) } ?? "") }
}
