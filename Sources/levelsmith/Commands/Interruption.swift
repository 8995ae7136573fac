import Dispatch
import Foundation
import PuzzleSolver

/// What ends a long command early: Ctrl-C, the request to terminate, or the end of its time.
struct Interruption {
  let flag: CancellationFlag

  private let sources: [any DispatchSourceProtocol]

  /// Listens from now on, for so many minutes if there is a limit.
  init(minutes: Double?) {
    let flag = CancellationFlag()
    let queue = DispatchQueue(label: "interruption")
    var sources: [any DispatchSourceProtocol] = [SIGINT, SIGTERM].map { number in
      _ = signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { flag.cancel() }
      return source
    }
    if let minutes {
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.schedule(deadline: .now() + minutes * 60)
      timer.setEventHandler { flag.cancel() }
      sources.append(timer)
    }
    for source in sources { source.activate() }
    self.flag = flag
    self.sources = sources
  }

  var isRaised: Bool { flag.isCancelled }
}
