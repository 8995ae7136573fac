import LevelPack
import PuzzleRules

extension Mechanic {
  /// What there is to know of it, in one line while it is new and in the help from then on.
  var caption: String {
    switch self {
    case .hole: "holes: push a crate in, and the hole is floor for good"
    case .ice: "ice: a pushed crate slides until something stops it; you never slide"
    case .oneWay: "arrows: never against them, for you and for crates; sideways is free"
    case .door: "doors: open while all plates of their letter are pressed"
    case .lift: "lifts: step or push in on one pad, come out on the other if it is free"
    case .color: "colours: a coloured goal takes its own colour, a plain goal takes any"
    case .key: "keys: walk over one to take it; walking into a lock uses one up"
    case .keeper: "two keepers: Tab passes control; they stand in each other's way"
    case .plank: "planks: they bear one visit, then break into a hole you can fill"
    }
  }
}

extension GameState {
  /// The mechanics of all levels that are open to the player, in the order of the chapters.
  var metMechanics: [Mechanic] {
    let open = pack.levels.filter { progress.isOpen(chapter: $0.chapter ?? 1) }
    let met = Set(open.flatMap(\.mechanics))
    return Mechanic.allCases.filter(met.contains)
  }
}
