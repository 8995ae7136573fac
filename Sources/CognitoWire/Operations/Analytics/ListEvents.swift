import HTTPTypes
package import SyncCore

/// Lists the events that apps reported; our own operation, for the owner.
package enum ListEvents: WireOperation {
  package static let id = OperationID.listEvents
  package static let route = Route.rest(.get, "/analytics/events")

  /// Events on a page when no size is asked for.
  package static let defaultPageSize = 100
  /// The most events on a page; larger wishes are cut silently.
  package static let maximumPageSize = 1_000

  package typealias Input = AnalyticsQuery

  /// One event and its place among all.
  package struct NumberedEvent: Hashable, Sendable {
    /// The place; later events have higher ones.
    package var number: Int64
    /// The event.
    package var event: AnalyticsEvent

    /// Creates a numbered event.
    package init(number: Int64, event: AnalyticsEvent) {
      self.number = number
      self.event = event
    }
  }

  /// One page.
  package struct Output: Hashable, Sendable {
    /// The events in the order of their arrival.
    package var events: [NumberedEvent]
    /// Where the next page begins; nothing on the last.
    package var nextToken: String?

    /// Creates a page.
    package init(events: [NumberedEvent], nextToken: String?) {
      self.events = events
      self.nextToken = nextToken
    }
  }

  package static func encode(_ input: Input) -> WireMessage {
    let items: [(String, String?)] = [
      ("appId", input.appID), ("eventType", input.type), ("identityId", input.identity?.rawValue),
      ("maxResults", String(input.limit)), ("nextToken", input.after.map { String($0) }),
      ("since", input.since.map { String($0.milliseconds) }),
      ("until", input.until.map { String($0.milliseconds) }),
    ]
    return WireMessage(
      query: items.compactMap { name, value in value.map { WireQueryItem(name, $0) } })
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    var identity: IdentityID?
    if let text = message.query("identityId") {
      identity = IdentityID(text)
      guard identity != nil else {
        throw WireFields.violation(text, at: "identityId", WireConstraint.identifier, .sync)
      }
    }
    return AnalyticsQuery(
      identity: identity, appID: message.query("appId"), type: message.query("eventType"),
      since: try integer("since", in: message).map(Timestamp.init(milliseconds:)),
      until: try integer("until", in: message).map(Timestamp.init(milliseconds:)),
      after: try integer("nextToken", in: message),
      limit: try message.pageSize(maximum: maximumPageSize) ?? defaultPageSize)
  }

  private static func integer(
    _ name: String, in message: WireMessage
  ) throws(WireError) -> Int64? {
    guard let text = message.query(name) else { return nil }
    guard let integer = Int64(text) else {
      throw WireFields.violation(text, at: name, "Member must be a whole number", .sync)
    }
    return integer
  }

  package static func encode(_ output: Output) -> [UInt8] {
    JSONWriter.write(
      .object([
        JSONMember("Events", .array(output.events.map(\.json))),
        JSONMember("NextToken", .optional(output.nextToken)),
      ]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    let fields = try WireFields(body: body, dialect: .sync)
    var events: [NumberedEvent] = []
    for json in try fields.list("Events") { events.append(try NumberedEvent(json: json)) }
    return Output(events: events, nextToken: try fields.text("NextToken"))
  }
}

extension ListEvents.NumberedEvent {
  /// The event as the wire spells it; its own JSON is enclosed as a text.
  fileprivate var json: JSONValue {
    .object([
      JSONMember("AppId", .string(event.appID)),
      JSONMember("Event", .string(event.json)),
      JSONMember("EventType", .string(event.type)),
      JSONMember("IdentityId", .optional(event.identity?.rawValue)),
      JSONMember("IdentityPoolId", .optional(event.pool?.rawValue)),
      JSONMember("Number", .integer(number)),
      JSONMember("Received", .milliseconds(event.received.milliseconds)),
    ])
  }

  fileprivate init(json: JSONValue) throws(WireError) {
    let fields = WireFields(json, dialect: .sync)
    guard let number = try fields.integer("Number"), let received = try fields.timestamp("Received")
    else { throw fields.missing("Number") }
    self.init(
      number: number,
      event: AnalyticsEvent(
        identity: try fields.optionalIdentityID(),
        pool: try fields.text("IdentityPoolId").flatMap(IdentityPoolID.init),
        appID: try fields.text("AppId") ?? "", received: received,
        type: try fields.requiredText("EventType"), json: try fields.requiredText("Event")))
  }
}
