/// The rule book (game.md 2) played with pencil and paper: what lies on the floor is one sheet, what
/// stands on it another, and each rule is looked up when its turn comes.
///
/// It shares no thought with `step`: it stores terrain as symbols, rubs out what has changed, and
/// is slow.
struct PlainRules {
  struct Cell: Hashable {
    var x: Int
    var y: Int
  }

  /// What happened so far, by kind, to know what a test has seen.
  private(set) var events: [String: Int] = [:]
  private(set) var record = ""
  private(set) var keys = 0
  private(set) var active: Character = "@"
  private var floor: [Cell: Character] = [:]
  private var objects: [Cell: Character] = [:]
  private let columns: Int
  private let lines: Int

  /// Lays out the sheets drawn by `map` and `floor`, which are of one size.
  init(map: [String], floor ground: [String]) {
    columns = map[0].count
    lines = map.count
    for (y, line) in ground.enumerated() {
      for (x, symbol) in line.enumerated() { floor[Cell(x: x, y: y)] = symbol }
    }
    for (y, line) in map.enumerated() {
      for (x, symbol) in line.enumerated() {
        let object: Character = symbol == "+" ? "@" : symbol == "*" ? "$" : symbol
        if "@&$xyz".contains(object) { objects[Cell(x: x, y: y)] = object }
      }
    }
  }

  /// The floor as it is now.
  var floorPicture: [String] {
    (0..<lines).map { y in String((0..<columns).map { x in floor[Cell(x: x, y: y)] ?? "#" }) }
  }

  /// The objects over the floor.
  var picture: [String] {
    (0..<lines).map { y in
      String(
        (0..<columns).map { x -> Character in
          let ground = floor[Cell(x: x, y: y)] ?? "#"
          switch (objects[Cell(x: x, y: y)], ground) {
          case (nil, _): return ground
          case ("@", "."): return "+"
          case ("$", "."): return "*"
          case (let object?, _): return object
          }
        })
    }
  }

  /// Every `.` has some crate, every `X`, `Y`, `Z` its own.
  var isSolved: Bool {
    floor.allSatisfy { cell, ground in
      let object = objects[cell] ?? " "
      switch ground {
      case ".": return "$xyz".contains(object)
      case "X", "Y", "Z": return object == Character(ground.lowercased())
      default: return true
      }
    }
  }

  mutating func play(_ letter: Character) {
    if letter == "s" {
      guard objects.values.contains("&") else { return }
      active = active == "@" ? "&" : "@"
      record += "s"
      return
    }
    let before = self
    guard let pushed = take(letter) else {
      self = before
      return
    }
    for (cell, ground) in before.floor where ground == "%" {
      if before.objects[cell] != nil, objects[cell] == nil {
        floor[cell] = "o"
        note("plank broke")
      }
    }
    record += pushed ? letter.uppercased() : String(letter)
  }

  /// Tries a step; `nil` is a bump, after which nothing here is to be believed.
  private mutating func take(_ letter: Character) -> Bool? {
    guard let from = objects.first(where: { $0.value == active })?.key else { return nil }
    let openDoors = openDoors()
    let to = next(from, letter)
    let ground = floor[to] ?? "#"
    let standing = objects[to]
    if ground == "#" || arrowForbids(letter, from, to) { return nil }
    if standing == "@" || standing == "&" { return nil }
    if standing == nil {
      if "ABC".contains(ground), !openDoors.contains(to) { return nil }
      if ground == "o" { return nil }
    }
    if ground == "K", keys == 0 { return nil }
    let isPush = standing != nil
    if isPush {
      guard push(letter, from: to, openDoors) else { return nil }
    }
    objects[from] = nil
    var end = to
    if let other = otherPad(to), objects[other] == nil {
      end = other
      note("keeper took a lift")
    }
    objects[end] = active
    if ground == "K" {
      keys -= 1
      floor[to] = "-"
      note("lock opened")
    }
    if floor[end] == "k" {
      keys += 1
      floor[end] = "-"
      note("key taken")
    }
    if "ABC".contains(ground) { note("door entered") }
    if ground == "^" || ground == "v" || ground == "<" || ground == ">" { note("arrow entered") }
    return isPush
  }

  /// Moves the crate at `start`; whether it could leave its cell.
  private mutating func push(
    _ letter: Character, from start: Cell, _ openDoors: Set<Cell>
  ) -> Bool {
    guard let crate = objects[start] else { return false }
    var place = start
    var slid = 0
    while true {
      let ahead = next(place, letter)
      let ground = floor[ahead] ?? "#"
      let isRefused =
        arrowForbids(letter, place, ahead) || ground == "#" || ground == "K"
        || "ABC".contains(ground) && !openDoors.contains(ahead) || objects[ahead] != nil
      if isRefused { break }
      objects[place] = nil
      if ground == "o" {
        floor[ahead] = "-"
        note("hole filled")
        return true
      }
      objects[ahead] = crate
      place = ahead
      slid += 1
      if ground != "~" { break }
    }
    if let other = otherPad(place), place != start {
      if objects[other] == nil, other != start {
        objects[place] = nil
        objects[other] = crate
        note("crate took a lift")
      }
    }
    if slid > 1 { note("crate slid") }
    return slid > 0
  }

  private func openDoors() -> Set<Cell> {
    var open: Set<Cell> = []
    for (cell, ground) in floor where ground == "A" || ground == "B" || ground == "C" {
      let plates = floor.filter { $0.value == Character(ground.lowercased()) }.keys
      let allPressed = !plates.isEmpty && !plates.contains { objects[$0] == nil }
      if allPressed || objects[cell] != nil { open.insert(cell) }
    }
    return open
  }

  private func arrowForbids(_ letter: Character, _ from: Cell, _ to: Cell) -> Bool {
    let opposite: Character =
      letter == "u" ? "v" : letter == "d" ? "^" : letter == "l" ? ">" : "<"
    return floor[from] == opposite || floor[to] == opposite
  }

  private func otherPad(_ cell: Cell) -> Cell? {
    guard let ground = floor[cell], ("1"..."9").contains(ground) else { return nil }
    return floor.first { $0.value == ground && $0.key != cell }?.key
  }

  private func next(_ cell: Cell, _ letter: Character) -> Cell {
    switch letter {
    case "u": Cell(x: cell.x, y: cell.y - 1)
    case "d": Cell(x: cell.x, y: cell.y + 1)
    case "l": Cell(x: cell.x - 1, y: cell.y)
    default: Cell(x: cell.x + 1, y: cell.y)
    }
  }

  private mutating func note(_ event: String) { events[event, default: 0] += 1 }
}
