import SyncCore

/// What the app decides, and sabotage between it, the session and the service.
extension World {
  mutating func decideDeletion(_ run: Int) throws {
    if case .merge = runs[run]?.purpose {
      // What a guest left is kept, to be taken in.
      runs[run]?.deletion = .keepLocal
      return try feed(run, .deletedAnswered(.keepLocal))
    }
    if chance(faults.abort) { return try feed(run, .deletedAnswered(.abort)) }
    let decision: DeletedDecision = chance(500) ? .keepLocal : .deleteLocal
    runs[run]?.deletion = decision
    try feed(run, .deletedAnswered(decision))
  }

  mutating func decide(_ conflicts: [SyncConflict], _ run: Int) throws {
    guard let seat = runs[run]?.seat else { return }
    if sabotage == .asksNobody {
      return try feed(run, .conflictsAnswered(conflicts.map { ResolvedConflict($0, .remote) }))
    }
    for conflict in conflicts {
      seats[seat].seen.insert(.init(key: conflict.key, count: conflict.remote.syncCount))
    }
    if chance(faults.abort) { return try feed(run, .conflictsAnswered(nil)) }
    let mark = seats[seat].place.mark
    var answers: [ResolvedConflict] = []
    for conflict in conflicts {
      let resolution: ConflictResolution =
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: .local
        case 1: .remote
        case 2: .value(chance(200) ? nil : "m\(Int.random(in: 0..<3, using: &generator))\(mark)")
        case _: conflict.lastWriter(serverTime: Timestamp(milliseconds: now))
        }
      let answer = ResolvedConflict(conflict, resolution)
      runs[run]?.answers.insert(answer)
      answers.append(answer)
    }
    if sabotage == .ignoresDecisions {
      for index in answers.indices { answers[index].resolution = .remote }
    }
    try feed(run, .conflictsAnswered(answers))
  }

  /// Returns what reaches the session instead of the truth.
  func sabotaged(_ event: SyncSession.Event) -> SyncSession.Event {
    switch (sabotage, event) {
    case (.dropsLaterPages, .listed(var page)):
      page.nextToken = nil
      return .listed(page)
    case (.takesRemovedForAbsent, .listed(var page)):
      page.records.removeAll(where: \.isDeleted)
      return .listed(page)
    case (.reportsRefusalAsSuccess, .remoteFailed(let failure)) where failure.isConflict:
      return .updated([])
    case _:
      return event
    }
  }

  /// Returns what is done instead of what the session wants.
  func sabotaged(_ effect: SyncSession.Effect, of run: Int) -> SyncSession.Effect {
    guard let seat = runs[run]?.seat else { return effect }
    let replica = seats[seat].replica
    switch (sabotage, effect) {
    case (.advancesToNewestCount, .store(.merge(var pull), let count)):
      let newest = services[seats[seat].place]?.ledger.state.syncCount
      pull.datasetSyncCount = max(pull.datasetSyncCount, newest ?? 0)
      return .store(.merge(pull), expecting: count)
    case (.rewindsToMaximum, .list(let since, nil)) where since < replica.lastSyncCount:
      let counts = replica.rows.values.filter(\.isDirty).map(\.syncCount)
      return .list(since: counts.max() ?? since, nextToken: nil)
    case _:
      return effect
    }
  }
}
