import NIOCore
import NIOHTTP1

/// Keeps what HTTP/1 says of connections, below requests and answers (RFC 9112, 9; RFC 9110,
/// 10.1.1), and ends those of senders and readers that take for ever.
///
/// A sender that asks whether to go on is told so; a connection ends after an answer when the
/// request says so, in any spelling, or is of HTTP/1.0; it ends only when the last answer has left,
/// also when the service is told to stop; and answers to HEAD have no body.
final class ConnectionRules: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Bytes of a body that give its sender another second.
  static let bytesPerSecond = 16_384
  /// How long a connection stays after bytes that are no HTTP.
  static let linger = TimeAmount.seconds(1)

  private struct Exchange {
    var version: HTTPVersion
    var isLast: Bool
    /// Whether the answer may have a body: one to HEAD would be taken for the next answer.
    var allowsBody: Bool
    var isBeingAnswered = false
  }

  private let timeout: TimeAmount
  private var exchanges = CircularBuffer<Exchange>()
  private var isReading = false
  private var deadline = NIODeadline.distantFuture
  private var readTimer: Scheduled<Void>?
  private var writeTimer: Scheduled<Void>?
  /// The last answer, while it has not left.
  private var leavingAnswer: EventLoopFuture<Void>?
  private var isClosing = false

  /// Creates the rules of one connection.
  ///
  /// - Parameter timeout: How long a request may take to arrive, beside a second for each
  ///   `bytesPerSecond`, and an answer to be taken.
  init(timeout: TimeAmount) { self.timeout = timeout }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      exchanges.append(
        Exchange(
          version: head.version, isLast: !head.isKeepAlive, allowsBody: head.method != .HEAD))
      isReading = true
      deadline = .now() + timeout
      if exchanges.count == 1, Self.awaitsContinue(head) {
        let interim = HTTPResponseHead(version: head.version, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
      }
    case .body(let buffer):
      deadline =
        deadline
        + .nanoseconds(Int64(buffer.readableBytes) * 1_000_000_000 / Int64(Self.bytesPerSecond))
    case .end:
      isReading = false
      readTimer?.cancel()
      readTimer = nil
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // Most requests arrive whole, and then no timer is needed.
    if isReading, readTimer == nil { watchSender(context) }
    context.fireChannelReadComplete()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writeTimer?.cancel()
    writeTimer = nil
    if !context.channel.isWritable {
      writeTimer = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) {
        self.isClosing = true
        context.close(promise: nil)
      }
    }
    context.fireChannelWritabilityChanged()
  }

  /// Gives somebody whose bytes are no HTTP a moment to read the refusal, and not more.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    readTimer?.cancel()
    readTimer = context.eventLoop.assumeIsolated().scheduleTask(in: Self.linger) {
      self.isClosing = true
      context.close(promise: nil)
    }
    context.fireErrorCaught(error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    cancelTimers()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { cancelTimers() }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head):
      if let exchange = exchanges.first {
        if exchange.version == .http1_0 {
          head.version = .http1_0
          head.headers.replaceOrAdd(name: "Connection", value: "keep-alive")
        }
        if exchange.isLast { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        exchanges[exchanges.startIndex].isBeingAnswered = true
      }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body:
      guard exchanges.first?.allowsBody != false else {
        promise?.succeed()
        return
      }
      context.write(data, promise: promise)
    case .end: finish(exchanges.popFirst(), context, data, promise)
    }
  }

  /// Waits for the answer that is leaving; whoever closes a second time does not.
  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .all, !isClosing, let leavingAnswer else {
      return context.close(mode: mode, promise: promise)
    }
    isClosing = true
    leavingAnswer.assumeIsolated().whenComplete { _ in
      context.close(mode: mode, promise: promise)
    }
  }

  private func finish(
    _ exchange: Exchange?, _ context: ChannelHandlerContext, _ data: NIOAny,
    _ promise: EventLoopPromise<Void>?
  ) {
    let written = promise ?? context.eventLoop.makePromise()
    leavingAnswer = written.futureResult
    written.futureResult.assumeIsolated().whenComplete { _ in
      self.leavingAnswer = nil
      if exchange?.isLast == true { context.close(promise: nil) }
    }
    context.writeAndFlush(data, promise: written)
  }

  /// Ends the connection of somebody who sends too slowly.
  private func watchSender(_ context: ChannelHandlerContext) {
    readTimer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
      self.readTimer = nil
      guard self.isReading else { return }
      guard NIODeadline.now() >= self.deadline else { return self.watchSender(context) }
      self.isClosing = true
      // Only the last request can be incomplete; answers to those before it go first.
      if self.exchanges.count == 1, self.exchanges.first?.isBeingAnswered == false {
        let head = HTTPResponseHead(
          version: .http1_1, status: .requestTimeout,
          headers: ["Connection": "close", "Content-Length": "0"])
        context.write(self.wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(self.wrapOutboundOut(.end(nil)), promise: nil)
      }
      context.close(promise: nil)
    }
  }

  private func cancelTimers() {
    readTimer?.cancel()
    writeTimer?.cancel()
    (readTimer, writeTimer) = (nil, nil)
  }

  private static func awaitsContinue(_ head: HTTPRequestHead) -> Bool {
    head.version == .http1_1
      && head.headers.first(name: "Expect")?.lowercased() == "100-continue"
  }
}

/// Puts the rules of a connection where they see HTTP's own version of requests.
final class ConnectionRulesInstaller: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let timeout: TimeAmount

  init(timeout: TimeAmount) { self.timeout = timeout }

  func handlerAdded(context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    do {
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
      try pipeline.addHandler(ConnectionRules(timeout: timeout), position: .after(decoder))
    } catch { context.fireErrorCaught(error) }
    pipeline.removeHandler(self, promise: nil)
  }
}
