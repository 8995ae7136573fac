import PuzzleRules

/// One search for a level: a random beginning, changed and changed again for the better.
struct Climb: Sendable {
  /// How it ended.
  struct Result: Sendable {
    /// The level found, or why it is not worth keeping.
    let decision: Finish.Decision

    /// How many boards were weighed.
    let candidates: Int
  }

  let plan: SlotPlan
  let seed: UInt64

  /// Its number among all with the same seed.
  let number: Int

  /// How many boards are weighed after the first that has a solution.
  var steps = 500

  /// The most positions, up to walking, a candidate may have.
  var nodes = 40_000

  let archive: [Blueprint]

  /// Climbs, asking `isStopped` before each candidate; `nil` if it was stopped.
  func run(isStopped: @Sendable () -> Bool = { false }) -> Result? {
    var generator = SmithGenerator(seed: seed, stream: UInt64(number))
    let mechanics = mechanics(&generator)
    let mirror = generator.happens(0.55) ? generator.pick(Mirror.allCases) ?? .none : .none
    var assay = Assay(plan: plan, mechanics: mechanics, archive: archive)
    assay.nodes = min(nodes, plan.mostNodes)
    var candidates = 0
    let beginning = begin(
      with: assay, mirror: mirror, &generator, &candidates, isStopped: isStopped)
    guard var (board, weight) = beginning else {
      return isStopped() ? nil : Result(decision: .rejected("no beginning"), candidates: candidates)
    }
    var best = (board: board, weight: weight)
    let mutation = Mutation(plan: plan, mechanics: mechanics, mirror: mirror)
    for step in 0..<steps {
      guard !isStopped() else { return nil }
      let heat = 4 * (1 - Double(step) / Double(steps)) + 0.2
      let changed = mutation.mutate(board, &generator)
      candidates += 1
      let threshold =
        weight.score + heat * logarithm(Double.random(in: 1e-9..<1, using: &generator))
      guard let next = assay.weigh(changed, above: threshold), next.score > threshold else {
        continue
      }
      (board, weight) = (changed, next)
      if weight.score > best.weight.score { best = (board, weight) }
    }
    let reduction = Reduction(assay: assay, mirror: mirror)
    let reduced = reduction.reduce(best.board, best.weight, &candidates, isStopped: isStopped)
    guard !isStopped() else { return nil }
    let decision = Finish(plan: plan, mechanics: mechanics).finish(reduced)
    return Result(decision: decision, candidates: candidates)
  }

  /// The mechanics of this climb: that of the chapter and what the place calls for.
  private func mechanics(_ generator: inout SmithGenerator) -> [Mechanic] {
    let extras = plan.extras
    var choices = extras.choices
    choices.shuffle(using: &generator)
    let count = Int.random(in: extras.count, using: &generator)
    let chosen = Set(choices.prefix(count) + (plan.chapter.mechanic.map { [$0] } ?? []))
    return Mechanic.allCases.filter(chosen.contains)
  }

  /// Draws rooms and furnishes them until one has a solution.
  private func begin(
    with assay: Assay, mirror: Mirror, _ generator: inout SmithGenerator, _ candidates: inout Int,
    isStopped: @Sendable () -> Bool
  ) -> (Blueprint, Assay.Weight)? {
    let placer = ObjectPlacer(plan: plan, mechanics: assay.mechanics)
    for _ in 0..<300 {
      let builder = RoomBuilder(
        columns: Int.random(in: plan.columns, using: &generator),
        rows: Int.random(in: plan.rows, using: &generator),
        style: generator.pick(RoomBuilder.Style.allCases) ?? .blocks, mirror: mirror)
      guard let room = builder.room(&generator) else { continue }
      for _ in 0..<6 {
        guard !isStopped() else { return nil }
        guard let board = placer.furnish(room, &generator) else { continue }
        candidates += 1
        if let weight = assay.weigh(board) { return (board, weight) }
      }
    }
    return nil
  }
}
