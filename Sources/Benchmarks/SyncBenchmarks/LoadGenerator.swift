import NIOCore
import NIOPosix
import Synchronization

/// Sends prepared requests over some connections, each waiting for its answer before the next.
///
/// It reads no more of an answer than status and length, so that on two cores most of the time is
/// the service's.
struct LoadGenerator: Sendable {
  let host: String
  let port: Int

  struct Outcome: Sendable {
    var samples = Samples()
    var seconds = 0.0
    var refusals = 0
    /// The bodies of all answers by connection, if they were asked for.
    var bodies: [[[UInt8]]] = []
    var perSecond: Double { Double(samples.nanoseconds.count) / seconds }
  }

  /// Sends `scripts`, one list of requests a connection, and tells how long each took.
  func run(_ scripts: [[ByteBuffer]], keepsBodies: Bool = false) async throws -> Outcome {
    let clock = ContinuousClock()
    let group = MultiThreadedEventLoopGroup.singleton
    let players = scripts.map { ScriptPlayer($0, keepsBodies: keepsBodies) }
    for player in players {
      let channel = try await ClientBootstrap(group: group)
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(player.handler())
          }
        }
        .connect(host: host, port: port).get()
      player.channel.withLock { $0 = channel }
    }
    let start = clock.now
    for player in players { player.start() }
    var outcome = Outcome()
    for player in players {
      let result = try await player.finished()
      outcome.samples.add(contentsOf: result.samples)
      outcome.refusals += result.refusals
      outcome.bodies.append(result.bodies)
    }
    let elapsed = clock.now - start
    outcome.seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    return outcome
  }
}

/// One connection and the requests that are still to be sent over it.
final class ScriptPlayer: Sendable {
  struct Result: Sendable {
    var samples = Samples()
    var refusals = 0
    var bodies: [[UInt8]] = []
  }

  let channel = Mutex<(any Channel)?>(nil)
  private let script: [ByteBuffer]
  private let keepsBodies: Bool
  private let results: AsyncThrowingStream<Result, any Error>
  private let continuation: AsyncThrowingStream<Result, any Error>.Continuation

  init(_ script: [ByteBuffer], keepsBodies: Bool) {
    self.script = script
    self.keepsBodies = keepsBodies
    (results, continuation) = AsyncThrowingStream.makeStream()
  }

  func handler() -> Handler { Handler(script, keepsBodies, continuation) }

  func start() {
    channel.withLock { $0 }?.pipeline.fireUserInboundEventTriggered(Handler.Start())
  }

  func finished() async throws -> Result {
    for try await result in results { return result }
    throw ChannelError.eof
  }

  final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    struct Start: Sendable {}

    private let script: [ByteBuffer]
    private let keepsBodies: Bool
    private let continuation: AsyncThrowingStream<Result, any Error>.Continuation
    private let clock = ContinuousClock()
    private var next = 0
    private var sent: ContinuousClock.Instant
    private var received = ByteBuffer()
    private var result = Result()

    init(
      _ script: [ByteBuffer], _ keepsBodies: Bool,
      _ continuation: AsyncThrowingStream<Result, any Error>.Continuation
    ) {
      self.script = script
      self.keepsBodies = keepsBodies
      self.continuation = continuation
      sent = clock.now
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if event is Start { send(context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      var part = unwrapInboundIn(data)
      received.writeBuffer(&part)
      guard let status = completeStatus() else { return }
      result.samples.add(clock.now - sent)
      if status != 200 { result.refusals += 1 }
      send(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
      continuation.finish(throwing: ChannelError.eof)
    }

    private func send(_ context: ChannelHandlerContext) {
      guard next < script.count else {
        continuation.yield(result)
        continuation.finish()
        return
      }
      sent = clock.now
      context.writeAndFlush(wrapOutboundOut(script[next]), promise: nil)
      next += 1
    }

    /// Returns the status of the answer once all of it is here, and forgets its bytes.
    private func completeStatus() -> Int? {
      let view = received.readableBytesView
      guard let end = view.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
      let head = String(decoding: view[..<end.lowerBound], as: UTF8.self)
      let lines = head.split(separator: "\r\n")
      let length =
        lines.first { $0.lowercased().hasPrefix("content-length:") }
        .flatMap { Int($0.split(separator: ":")[1].drop { $0 == " " }) } ?? 0
      guard view.endIndex - end.upperBound >= length else { return nil }
      if keepsBodies { result.bodies.append(Array(view[end.upperBound...])) }
      received.clear()
      return lines.first.flatMap { Int($0.split(separator: " ")[1]) }
    }
  }
}
