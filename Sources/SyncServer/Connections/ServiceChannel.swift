import HummingbirdCore
import Logging
import NIOCore

/// A connection of the service: HTTP/1.1 as Hummingbird speaks it, with a shorter way for requests
/// that are complete at once and are answered at once.
struct ServiceChannel: ServerChildChannel {
  let base: HTTP1Channel
  let service: ShortcutHandler.Service
  let idleTimeout: TimeAmount

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
    base.setup(channel: channel, logger: logger).flatMapThrowing { value in
      let pipeline = channel.pipeline.syncOperations
      let rules = try pipeline.handler(type: ConnectionRules.self)
      let handler = ShortcutHandler(
        service: service, address: channel.remoteAddress?.ipAddress ?? "local",
        loop: channel.eventLoop, idleTimeout: idleTimeout)
      try pipeline.addHandler(handler, position: .after(rules))
      return value
    }
  }

  func handle(value: HTTP1Channel.Value, logger: Logger) async {
    await withTaskExecutorPreference(LoopExecutor(value.channel.eventLoop)) {
      await base.handle(value: value, logger: logger)
    }
  }
}
