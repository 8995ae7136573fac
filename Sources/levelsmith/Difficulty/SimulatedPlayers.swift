/// Players who know only what they see: they prefer pushes after which the matching bound is lower.
///
/// What game.md 5.3 leaves open is decided here. A player takes each push on offer with a chance in
/// proportion to e^(-change of the bound); pushes that lift the bound to infinity look lost and are
/// left out. He starts anew when no push is left, and when he has made `patience` pushes since he
/// last did. Events without a push, as taking a key, happen on the way when they are needed. His
/// pushes are counted from the very first, those before restarts included, up to `mostPushes`, where
/// the formula is full anyway. The pushes of the middle player count.
struct SimulatedPlayers {
  /// How many play; odd, so that there is one in the middle.
  var count = 201

  /// Where counting ends.
  var mostPushes = 100_000

  /// The chances drawn for player n depend on this and n.
  var seed: UInt64 = 201

  /// How many positions may be met before everybody who has not solved the level gives up.
  var mostPositions = 400_000

  /// Returns the pushes of the middle player, at most `mostPushes`.
  func medianPushes(in graph: inout PushGraph) -> Int {
    var walk = PlayersWalk(&graph, patience: patience(graph))
    var players = (0..<count).map { number in
      Player(generator: SmithGenerator(seed: seed, stream: UInt64(number)))
    }
    var limit = min(64, mostPushes)
    while true {
      for index in players.indices where !players[index].isDone {
        walk.play(&players[index], upTo: limit, in: &graph)
        guard graph.nodes.count <= mostPositions else { return mostPushes }
      }
      let done = players.filter(\.isDone).map(\.pushes).sorted()
      if done.count > count / 2 { return min(done[count / 2], mostPushes) }
      guard limit < mostPushes else { return mostPushes }
      limit = min(limit * 2, mostPushes)
    }
  }

  /// After so many pushes a player thinks that he has gone wrong.
  private func patience(_ graph: PushGraph) -> Int {
    40 + 8 * (CrateBound(graph.arena).pushes(graph.arena.start.objects) ?? 0)
  }
}

/// One who plays, and how far he has come.
private struct Player {
  var generator: SmithGenerator
  var node = 0
  var pushes = 0
  var pushesSinceRestart = 0
  var isDone = false
}

/// What all players share: how likely each push of each position is.
private struct PlayersWalk {
  private struct Choice {
    let target: Int32
    /// The chance of this and all choices before it.
    let chance: Double
  }

  private let bound: CrateBound
  private let patience: Int
  private var choices: [[Choice]?] = []
  private var bounds: [Int32: Int?] = [:]

  init(_ graph: inout PushGraph, patience: Int) {
    bound = CrateBound(graph.arena)
    self.patience = patience
  }

  mutating func play(_ player: inout Player, upTo limit: Int, in graph: inout PushGraph) {
    while player.pushes < limit {
      if graph.nodes[player.node].isSolved {
        player.isDone = true
        return
      }
      let choices = choices(at: player.node, in: &graph)
      guard !choices.isEmpty, player.pushesSinceRestart < patience else {
        // One who cannot even begin will never be done.
        guard player.node != 0 || !choices.isEmpty else {
          player.pushes = limit
          return
        }
        player.node = 0
        player.pushesSinceRestart = 0
        continue
      }
      let chance = Double.random(in: 0..<1, using: &player.generator)
      let choice = choices.first { chance < $0.chance } ?? choices[choices.count - 1]
      player.node = Int(choice.target)
      player.pushes += 1
      player.pushesSinceRestart += 1
    }
  }

  private mutating func choices(at node: Int, in graph: inout PushGraph) -> [Choice] {
    if node < choices.count, let known = choices[node] { return known }
    let here = boundOf(Int32(node), in: graph) ?? 0
    let weights = graph.pushes(onOfferAt: node).compactMap { target -> (Int32, Double)? in
      guard let there = boundOf(target, in: graph) else { return nil }
      return (target, exponential(Double(here - there)))
    }
    let total = weights.reduce(0) { $0 + $1.1 }
    var sum = 0.0
    let found = weights.map { target, weight in
      sum += weight / total
      return Choice(target: target, chance: sum)
    }
    if node >= choices.count {
      choices += Array(repeating: nil, count: graph.nodes.count - choices.count)
    }
    choices[node] = found
    return found
  }

  private mutating func boundOf(_ node: Int32, in graph: PushGraph) -> Int? {
    if let known = bounds[node] { return known }
    let found = bound.pushes(graph.nodes[Int(node)].state.objects)
    bounds[node] = .some(found)
    return found
  }
}

extension PushGraph {
  /// Returns the positions after each push that can be made next, be it after taking keys, opening
  /// locks or walking over planks first.
  mutating func pushes(onOfferAt node: Int) -> [Int32] {
    var targets: [Int32] = []
    var waiting = [Int32(node)]
    var next = 0
    while next < waiting.count {
      for edge in edges(of: Int(waiting[next])) {
        if edge.isPush {
          if !targets.contains(edge.target) { targets.append(edge.target) }
        } else if !waiting.contains(edge.target) {
          waiting.append(edge.target)
        }
      }
      next += 1
    }
    return targets
  }
}
