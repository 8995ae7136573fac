import CognitoWire
import HTTPTypes
import NIOCore
import NIOHTTP1

/// Answers small, complete requests to the sync operations on the connection's own event loop, and
/// hands all others on.
///
/// What the way through Hummingbird costs besides is a stream of parts, conversions of each head
/// there and back, and several changes of thread: more than the answer itself. Order is kept: while
/// a request is on one way, none begins on the other.
final class ShortcutHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// The responder behind one reference, since its copy would take as long as a part of the answer.
  final class Service: Sendable {
    let responder: ServiceResponder

    init(_ responder: ServiceResponder) { self.responder = responder }
  }

  private enum Held {
    case part(HTTPServerRequestPart)
    case event(Any)
    case failure(any Error)
  }

  /// The largest body on the shortcut, in bytes.
  static let maximumBodyBytes = BodyBudget.freeBytes
  /// Parts taken in beside a request that is being answered, before no more are read.
  private static let maximumHeld = 16

  private let service: Service
  private let address: String
  private let executor: LoopExecutor
  private let idleTimeout: TimeAmount
  private var state = ShortcutState(now: .now())
  private var request: ShortcutRequest?
  private var held: [Held] = []
  private var wantsRead = false
  private var isQuiescing = false
  private var idleCheck: Scheduled<Void>?

  init(
    service: Service, address: String, loop: any EventLoop, idleTimeout: TimeAmount
  ) {
    self.service = service
    self.address = address
    self.idleTimeout = idleTimeout
    executor = LoopExecutor(loop)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { checkIdleness(context, at: .now() + idleTimeout) }
  }

  func channelActive(context: ChannelHandlerContext) {
    checkIdleness(context, at: .now() + idleTimeout)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    idleCheck?.cancel()
    idleCheck = nil
    held = []
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    state.touch(.now())
    take(unwrapInboundIn(data), context)
  }

  func read(context: ChannelHandlerContext) {
    guard held.count < Self.maximumHeld else {
      wantsRead = true
      return
    }
    context.read()
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    if case .end = unwrapOutboundIn(data) { state.answeredOnDetour(.now()) }
    context.write(data, promise: promise)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent where state.isOnShortcut: isQuiescing = true
    case _ where state.isAnswering: held.append(.event(event))
    default:
      state.abandon()
      context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !state.isAnswering else { return held.append(.failure(error)) }
    state.abandon()
    context.fireErrorCaught(error)
  }

  private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
    guard !state.isAnswering else { return held.append(.part(part)) }
    switch (part, state.reading) {
    case (.head(let head), _):
      request = state.isFree ? service.responder.shortcut(head) : nil
      state.begin(request == nil ? .detour : .shortcut)
    case (.body(let bytes), .shortcut):
      request?.body.append(contentsOf: bytes.readableBytesView)
    case (.end, .shortcut):
      state.complete()
      return answer(context)
    case (.end, _):
      state.complete()
    case (.body, _):
      break
    }
    if state.reading != .shortcut { context.fireChannelRead(wrapInboundOut(part)) }
  }

  /// Begins to answer at once, within the event that completed the request; an answer that has to
  /// wait for the store goes on later on the same loop.
  private func answer(_ context: ChannelHandlerContext) {
    guard let request else { return }
    self.request = nil
    let loopBound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
    let (service, address) = (service, address)
    Task.immediate(executorPreference: executor) {
      let answer = await service.responder.answer(request, from: address)
      let (handler, context) = loopBound.value
      handler.finish(answer, context)
    }
  }

  private func finish(_ answer: ShortcutAnswer, _ context: ChannelHandlerContext) {
    state.answered(.now())
    context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
    if answer.body.readableBytes > 0 {
      context.write(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    guard !isQuiescing else { return context.close(promise: nil) }
    guard !held.isEmpty || wantsRead else { return }
    release(context)
  }

  /// Goes on with what came in meanwhile, up to the next request that takes the shortcut.
  private func release(_ context: ChannelHandlerContext) {
    let waiting = held
    held = []
    for item in waiting {
      switch item {
      case .part(let part): take(part, context)
      case .event(let event): userInboundEventTriggered(context: context, event: event)
      case .failure(let error): errorCaught(context: context, error: error)
      }
    }
    context.fireChannelReadComplete()
    guard wantsRead, held.count < Self.maximumHeld else { return }
    wantsRead = false
    context.read()
  }

  private func checkIdleness(_ context: ChannelHandlerContext, at time: NIODeadline) {
    let loopBound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
    idleCheck = context.eventLoop.scheduleTask(deadline: time) {
      let (handler, context) = loopBound.value
      switch handler.state.idleness(.now(), handler.idleTimeout) {
      case .close: context.close(promise: nil)
      case .look(let time): handler.checkIdleness(context, at: time)
      }
    }
  }
}
