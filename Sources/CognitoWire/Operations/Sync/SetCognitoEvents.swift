import HTTPTypes
package import SyncCore

/// Sets or removes the function that sees a pool's commits first (cognito-sync.md 2.5 #15, 2.7).
package enum SetCognitoEvents: WireOperation {
  package static let id = OperationID.setCognitoEvents
  package static let route = Route.rest(.post, "/identitypools/{IdentityPoolId}/events")

  /// The only event there is.
  static let eventName = "SyncTrigger"

  /// What becomes of the function.
  package enum TriggerChange: Hashable, Sendable {
    /// It stays.
    case unchanged
    /// There is none any more.
    case remove
    /// It is the one with this ARN.
    case set(String)
  }

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// What becomes of its function.
    package var trigger: TriggerChange

    /// Creates an input.
    package init(pool: IdentityPoolID, trigger: TriggerChange) {
      self.pool = pool
      self.trigger = trigger
    }
  }

  package typealias Output = NoOutput

  package static func encode(_ input: Input) -> WireMessage {
    let events: [JSONMember] =
      switch input.trigger {
      case .unchanged: []
      case .remove: [JSONMember(eventName, .string(""))]
      case .set(let arn): [JSONMember(eventName, .string(arn))]
      }
    return WireMessage(
      labels: input.pool.labels,
      body: JSONWriter.write(.object([JSONMember("Events", .object(events))])))
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    let pool = try message.labels.identityPoolID()
    let fields = try WireFields(body: message.body, dialect: .sync)
    guard fields.json["Events"] != nil else { throw fields.missing("Events") }
    let events = try fields.textMap("Events")
    guard events.count <= 1 else {
      throw fields.violation(
        "\(events.count) entries", at: "Events", WireConstraint.atMost(1))
    }
    guard let (event, arn) = events.first else { return Input(pool: pool, trigger: .unchanged) }
    guard event == eventName else {
      throw fields.violation(event, at: "Events", WireConstraint.values([eventName]))
    }
    return Input(pool: pool, trigger: arn.isEmpty ? .remove : .set(arn))
  }
}
