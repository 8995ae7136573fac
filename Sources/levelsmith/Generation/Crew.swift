/// Does the same kind of work on many things at once, one a core.
struct Crew: Sendable {
  /// How many work at the same time: at least 1.
  let size: Int

  init(size: Int) { self.size = max(1, size) }

  /// Returns what `work` makes of each of `things`, in their order.
  ///
  /// `report` is told how many are done after each.
  func map<Thing: Sendable, Outcome: Sendable>(
    _ things: [Thing], report: (Int) -> Void = { _ in },
    _ work: @escaping @Sendable (Thing) -> Outcome
  ) async -> [Outcome] {
    await withTaskGroup(of: (Int, Outcome).self) { group in
      var outcomes: [Outcome?] = Array(repeating: nil, count: things.count)
      var next = 0
      func assign() {
        guard next < things.count else { return }
        let index = next
        let thing = things[index]
        group.addTask { (index, work(thing)) }
        next += 1
      }
      for _ in 0..<size { assign() }
      var done = 0
      for await (index, outcome) in group {
        outcomes[index] = outcome
        done += 1
        report(done)
        assign()
      }
      return outcomes.compactMap { $0 }
    }
  }
}
