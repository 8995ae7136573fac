/// The right of one answer to a stream; given back when the answer is gone, however it went.
final class StreamLease: Sendable {
  let subscription: EventHub.Subscription
  private let hub: EventHub
  private let meter: ActivityMeter

  init(hub: EventHub, subscription: EventHub.Subscription, meter: ActivityMeter) {
    self.hub = hub
    self.subscription = subscription
    self.meter = meter
    meter.begin()
  }

  deinit {
    hub.unsubscribe(subscription)
    meter.end()
  }

  /// Queues `item` for the stream.
  func send(_ item: EventHub.Item) { hub.send(item, to: subscription) }

  /// Ends the stream once what is queued has been written.
  func end() { hub.unsubscribe(subscription) }
}
