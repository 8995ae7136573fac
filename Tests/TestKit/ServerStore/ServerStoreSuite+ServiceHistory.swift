import ServerStorage
import SyncCore

extension StoreHistory {
  static let devices = (1...9).compactMap { DeviceID("device-\($0)") }

  mutating func device() -> DeviceOperation {
    let device = draw(6) == 0 || registered.isEmpty ? registration() : pick(registered)
    let own = written.filter { $0.identity == device.identity }
    let dataset = own.isEmpty || draw(8) == 0 ? dataset() : pick(own)
    let known = draw(4) == 0 || followed.isEmpty ? (device, dataset) : pick(followed)
    return switch draw(13) {
    case 0..<3: .register(registration(), draw(20) == 0 ? pick(pools) : pools[0], at: now)
    case 3..<7: .subscribe(device.id, dataset)
    case 7: .unsubscribe(known.0.id, known.1)
    case 8, 9, 10: .subscribers(known.1)
    case 11: .subscriptions(known.0.id, known.0.identity, pools[0])
    default: draw(2) == 0 ? .disable(known.0.id) : .subscribers(dataset)
    }
  }

  private mutating func registration() -> RegisteredDevice {
    let identity = written.last?.identity ?? identities[0]
    return RegisteredDevice(
      id: pick(Self.devices),
      identity: draw(20) == 0 ? newIdentity() : draw(2) == 0 ? identity : pick(identities),
      platform: pick([.apple, .google, .google, .amazon]), token: pick(["t", "u"]))
  }

  mutating func stream() -> StreamOperation {
    switch draw(6) {
    case 0, 1: .queue(pools[0], limit: 1 + draw(4))
    case 2: .remove(pick(pools), through: lastQueued + Int64(draw(3)) - 1)
    case 3: .pools
    default:
      .snapshots(pools[0], after: draw(2) == 0 ? nil : dataset(), limit: 1 + draw(5))
    }
  }

  mutating func usage() -> UsageOperation {
    let moment = Timestamp(milliseconds: Int64(draw(3)) * 31 * 86_400_000)
    return switch draw(5) {
    case 0, 1: .ofIdentity(draw(9) == 0 ? newIdentity() : pick(identities), pools[0])
    case 2: .ofPool(draw(9) == 0 ? formerPools.last ?? pools[0] : pick(pools), at: moment)
    case 3: .ofPools(after: draw(2) == 0 ? nil : pick(pools), limit: 1 + draw(2), at: moment)
    default:
      .countSessions(
        [(pick(pools), 1 + draw(5)), (formerPools.last ?? pools[0], 1)].reduce(into: [:]) {
          $0[$1.0] = $1.1
        }, at: moment)
    }
  }

  mutating func analytics() -> AnalyticsOperation {
    guard draw(2) == 0 else { return .query(query()) }
    return .append((0..<draw(4)).map { _ in event() })
  }

  /// The clock goes back now and then.
  private mutating func moment() -> Timestamp {
    Timestamp(milliseconds: clock * 3_000 + Int64(draw(5) - 3) * 1_800_000)
  }

  private mutating func event() -> AnalyticsEvent {
    let isSigned = draw(4) > 0
    return AnalyticsEvent(
      identity: isSigned ? pick(identities) : nil, pool: isSigned ? pools[0] : nil,
      appID: pick(["", "app"]), received: moment(), type: pick(["start", "stop"]),
      json: "{\"level\":\(draw(9))}")
  }

  private mutating func query() -> AnalyticsQuery {
    AnalyticsQuery(
      identity: draw(3) == 0 ? pick(identities) : nil, appID: draw(3) == 0 ? "app" : nil,
      type: draw(3) == 0 ? "stop" : nil, since: draw(3) == 0 ? moment() : nil,
      until: draw(3) == 0 ? moment() : nil, after: draw(3) == 0 ? Int64(draw(20)) : nil,
      limit: 1 + draw(20))
  }
}
