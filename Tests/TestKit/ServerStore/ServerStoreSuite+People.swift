import IdentityCore
package import ServerStorage
import SyncCore

extension ServerStoreSuite {
  /// What happened in a history of people, so that a test can tell that enough did.
  package struct Coverage: Sendable {
    /// Identities that were merged into others.
    package var merged = 0
    /// Identities that lost their last login.
    package var closed = 0
    /// How often a record was found under another identity than the one it was written for.
    package var moved = 0
    /// Requests that were refused.
    package var refused = 0
  }

  /// Runs a history of people who sign in, link, merge, unlink and write, against `store`, which is
  /// empty; now and then `reopen` closes it and returns its successor.
  ///
  /// After each request no login has two owners, no identity answers anybody but the one whose it
  /// was first, and every record is where its writer finds it; what was refused left no trace.
  package func runPeople(
    against store: any ServerStore, reopen: (() async throws -> any ServerStore)? = nil
  ) async throws -> Coverage {
    var store = store
    let model = MemoryServerStore()
    var people = PeopleHistory(seed: seed)
    for operation in people.opening {
      try await expectSame(operation, store, model, people)
    }
    for step in 0..<steps {
      if let reopen, step % 97 == 96 { store = try await reopen() }
      let request = people.next()
      people.trace.append("\(step), person \(request.person): \(request.operation)")
      let before = people.seen
      let answer = try await expectSame(request.operation, store, model, people)
      people.seen = try await seen(in: store, people.pool.id)
      try await repeatIfSafe(request, answer, store, people)
      let fault = people.learn(request, answer, before: before)
      try demand(fault ?? people.brokenInvariant(since: before), people)
    }
    return people.coverage
  }

  @discardableResult
  private func expectSame(
    _ operation: StoreOperation, _ store: any ServerStore, _ model: MemoryServerStore,
    _ people: PeopleHistory
  ) async throws -> StoreAnswer {
    let answer = await operation.perform(on: store)
    let expected = await operation.perform(on: model)
    try demand(
      answer == expected ? nil : "The store answered \(answer) and the model \(expected).", people)
    return answer
  }

  /// Does the same again: nothing happens, and the answer is the same.
  private func repeatIfSafe(
    _ request: PeopleHistory.Request, _ answer: StoreAnswer, _ store: any ServerStore,
    _ people: PeopleHistory
  ) async throws {
    guard request.isRepeatable, case .identity(let identity) = answer, identity.isAuthenticated
    else { return }
    let again = await request.operation.perform(on: store)
    let after = try await seen(in: store, people.pool.id)
    try demand(
      again == answer && after == people.seen ? nil : "Again, the answer is \(again).", people)
  }

  /// Reads everything through the store's pages.
  private func seen(
    in store: any ServerStore, _ pool: IdentityPoolID
  ) async throws -> PeopleHistory.Seen {
    var seen = PeopleHistory.Seen()
    var last: IdentityID?
    repeat {
      let page = try await store.identities(
        of: pool, after: last, limit: 30, hidingDisabled: false)
      seen.identities += page.identities
      last = page.next
    } while last != nil
    while true {
      let page = try await store.snapshots(of: pool, after: seen.datasets.last?.dataset, limit: 20)
      seen.datasets += page
      guard page.count == 20 else { return seen }
    }
  }

  private func demand(_ fault: String?, _ people: PeopleHistory) throws {
    guard let fault else { return }
    throw Mismatch(
      description: """
        seed \(seed): \(fault)
        after
        \(people.trace.suffix(12).joined(separator: "\n"))
        """)
  }
}
