import Foundation
import Synchronization

/// Work that blocks, kept off the few threads that all tests share.
enum Threads {
  /// Runs `work` on a thread of its own, as a part of the test that awaits it.
  @concurrent static func run<Value: Sendable>(
    _ work: @Sendable () throws -> Value
  ) async throws -> Value {
    try await withTaskExecutorPreference(NewThread()) { try work() }
  }

  /// Gives every piece of a task a new thread.
  private final class NewThread: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  /// Runs `work` on as many threads at once as `count` says, and returns the results in order.
  static func run<Value: Sendable>(
    _ count: Int, _ work: @escaping @Sendable (Int) throws -> Value
  ) throws -> [Value] {
    let results = Mutex<[Int: Result<Value, any Error>]>([:])
    let done = DispatchGroup()
    for index in 0..<count {
      done.enter()
      Thread.detachNewThread {
        let result = Result { try work(index) }
        results.withLock { $0[index] = result }
        done.leave()
      }
    }
    done.wait()
    return try results.withLock { results in
      try (0..<count).compactMap { try results[$0]?.get() }
    }
  }
}
