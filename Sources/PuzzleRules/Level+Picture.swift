extension Level {
  /// Returns the board in `state` in file symbols, row by row: objects over terrain, `*` and `+` for
  /// a plain crate and the first keeper on a plain goal.
  ///
  /// What changed shows as what it has become: `-` for a filled hole, a taken key and an opened
  /// lock, `o` for a broken plank. Doors always show their letter.
  package func picture(of state: PuzzleState) -> [String] {
    rows(of: state) { $0.character }
  }

  /// Returns the board in `state` in file symbols, row by row, without objects.
  package func terrainPicture(of state: PuzzleState) -> [String] {
    rows(of: state) { $0.terrain.symbol }
  }

  /// Whether an object starts where its symbol does not tell the terrain.
  var needsFloorBlock: Bool {
    let objects = start.cratePositions + [start.keeper] + (start.waitingKeeper.map { [$0] } ?? [])
    return objects.contains { !symbol(at: $0, in: start).isToldByCharacter }
  }

  /// The rows without the spaces at their ends; a row that is all outside is a single `-`.
  private func rows(of state: PuzzleState, _ character: (MapSymbol) -> Character) -> [String] {
    (0..<height).map { row in
      var characters = (0..<width).map { column in
        character(symbol(at: Position(column: column, row: row), in: state))
      }
      while characters.last == " " { characters.removeLast() }
      return characters.isEmpty ? "-" : String(characters)
    }
  }

  private func symbol(at cell: Position, in state: PuzzleState) -> MapSymbol {
    let object: MapSymbol.Object? =
      if cell == state.keeper {
        .keeper(number: state.activeKeeper)
      } else if cell == state.waitingKeeper {
        .keeper(number: 3 - state.activeKeeper)
      } else {
        state.crate(at: cell).map { .crate($0.color) }
      }
    return MapSymbol(surface(at: cell, in: state), object)
  }
}
