import NIOCore

/// Runs tasks on an event loop, where the connection that they answer lives already.
///
/// Without it, each step of an answer would change threads between the loop and the shared pool,
/// which costs more than most answers.
final class LoopExecutor: TaskExecutor {
  private let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
