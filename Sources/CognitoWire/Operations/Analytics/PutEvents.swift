import HTTPTypes

/// Reports events of an app (cognito-sync.md 5); signed for the service `mobileanalytics` and
/// answered 202 with an empty body.
package enum PutEvents: WireOperation {
  package static let id = OperationID.putEvents
  package static let route = Route.rest(.post, "/2014-06-05/events", .analytics)

  /// Bytes a body may have.
  package static let maximumBodySize = 524_288

  /// One event.
  package struct Event: Hashable, Sendable {
    /// Its type, 1 to 50 characters.
    package var type: String
    /// All of it: a JSON object.
    package var json: String

    /// Creates an event from its parts.
    package init(type: String, json: String) {
      self.type = type
      self.json = json
    }
  }

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The app's id, from the client context; empty when there is none.
    package var appID: String
    /// The events, in order.
    package var events: [Event]

    /// Creates an input.
    package init(appID: String, events: [Event]) {
      self.appID = appID
      self.events = events
    }
  }

  package typealias Output = NoOutput

  package static func encode(_ input: Input) -> WireMessage {
    let events = input.events.map(\.json).joined(separator: ",")
    return WireMessage(
      body: Array(#"{"events":[\#(events)]}"#.utf8),
      clientContext: AnalyticsContext(appID: input.appID).header)
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    guard message.body.count <= maximumBodySize else {
      throw WireError(
        .badRequest, "The body has more than \(maximumBodySize) bytes.", in: .analytics)
    }
    let context = try AnalyticsContext(
      header: message.clientContext, encoding: message.clientContextEncoding)
    let fields = try WireFields(body: message.body, dialect: .analytics)
    guard fields.json["events"] != nil else { throw fields.missing("events") }
    var events: [Event] = []
    for json in try fields.list("events") { events.append(try Event(json: json)) }
    return Input(appID: context.appID, events: events)
  }

  package static func encode(_ output: Output) -> [UInt8] { [] }
}

extension PutEvents.Event {
  private static let entries = 50

  /// Creates the event that `json` spells, or throws the first violated constraint.
  init(json: JSONValue) throws(WireError) {
    let fields = WireFields(json, dialect: .analytics)
    type = try fields.requiredText("eventType", length: 1...50)
    let moment = try fields.requiredText("timestamp")
    guard ISO8601.parse(moment) != nil else {
      throw fields.violation(moment, at: "timestamp", "Member must be a moment of ISO 8601")
    }
    _ = try fields.text("version", length: 1...10)
    _ = try fields.textMap("attributes", entries: Self.entries, keys: 1...50, values: 0...1_000)
    if let metrics = try fields.fields("metrics") { try Self.check(metrics: metrics) }
    if let session = try fields.fields("session") {
      _ = try session.text("id", length: 1...50)
      _ = try session.integer("duration")
      _ = try session.text("startTimestamp")
      _ = try session.text("stopTimestamp")
    }
    self.json = String(decoding: JSONWriter.write(json), as: UTF8.self)
  }

  private static func check(metrics: WireFields) throws(WireError) {
    guard case .object(let members) = metrics.json else { return }
    guard members.count <= entries else {
      throw metrics.violation(
        "\(members.count) entries", at: "metrics", WireConstraint.atMost(entries))
    }
    for member in members {
      guard (1...50).contains(member.name.unicodeScalars.count) else {
        throw metrics.violation(member.name, at: "metrics", WireConstraint.keys(1...50))
      }
      switch member.value {
      case .integer, .double, .null: continue
      case .bool, .milliseconds, .string, .array, .object:
        throw metrics.violation("", at: "metrics.\(member.name)", "Member must be a number")
      }
    }
  }
}
