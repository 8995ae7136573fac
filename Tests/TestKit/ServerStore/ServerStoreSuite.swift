package import ServerStorage
import SyncCore

/// What every store of the service has to pass: a random history of requests, each answered as
/// `MemoryServerStore` answers it and, for datasets that no merge has touched, as a bare
/// `DatasetLedger` does.
package struct ServerStoreSuite: Sendable {
  /// An answer that differs from the expected one.
  package struct Mismatch: Error, CustomStringConvertible {
    /// What happened, with all that is needed to run it again.
    package var description: String
  }

  let seed: UInt64
  let steps: Int

  /// Creates the history of a seed with so many requests.
  package init(seed: UInt64, steps: Int = 400) {
    self.seed = seed
    self.steps = steps
  }

  /// Runs the history against `store`, which is empty; now and then `reopen` closes it and returns
  /// its successor.
  ///
  /// Before some requests `disturb` is called with a small number: the storage may fail that far
  /// into the request, which then has to leave no trace, until `settle` is called.
  package func run(
    against store: any ServerStore, reopen: (() async throws -> any ServerStore)? = nil,
    disturb: ((Int) -> Void)? = nil, settle: (() -> Void)? = nil
  ) async throws {
    var store = store
    let model = MemoryServerStore()
    var history = StoreHistory(seed: seed)
    var trace: [String] = []
    for step in 0..<steps {
      if let reopen, step % 97 == 96 { store = try await reopen() }
      let operation = history.next()
      trace.append("\(step): \(operation)")
      let isDisturbed = disturb != nil && step % 3 == 2
      if isDisturbed { disturb?(step / 3 % 12) }
      let answer = await operation.perform(on: store)
      if isDisturbed { settle?() }
      if isDisturbed, case .refused(.failure(let failure)) = answer,
        failure.kind != .unexpected
      {
        history.learn(operation, answer)
        continue
      }
      let expected = await operation.perform(on: model)
      try check(answer, expected, "the model", trace)
      if let prediction = history.predict(operation) {
        try check(answer, prediction, "the ledger", trace)
      }
      history.learn(operation, answer)
    }
  }

  private func check(
    _ answer: StoreAnswer, _ expected: StoreAnswer, _ authority: String, _ trace: [String]
  ) throws {
    guard answer != expected else { return }
    throw Mismatch(
      description: """
        seed \(seed): the store answered
          \(answer)
        but \(authority)
          \(expected)
        after
        \(trace.suffix(12).joined(separator: "\n"))
        """)
  }
}
