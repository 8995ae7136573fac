public import Dispatch

/// Runs an actor's work on one Dispatch queue.
public final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  /// Creates an executor with its own serial queue.
  public init(label: String, qos: DispatchQoS) {
    queue = DispatchQueue(label: label, qos: qos)
  }

  /// Schedules `job` after everything enqueued before it.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  /// Traps unless called on the queue.
  public func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
