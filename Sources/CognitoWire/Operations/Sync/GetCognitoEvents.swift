import HTTPTypes
package import SyncCore

/// Tells which function sees a pool's commits first (cognito-sync.md 2.5 #14, 2.7).
package enum GetCognitoEvents: WireOperation {
  package static let id = OperationID.getCognitoEvents
  package static let route = Route.rest(.get, "/identitypools/{IdentityPoolId}/events")

  package typealias Input = IdentityPoolID
  /// The function's ARN, or nothing.
  package typealias Output = String?

  package static func encode(_ input: Input) -> WireMessage { WireMessage(labels: input.labels) }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try message.labels.identityPoolID()
  }

  package static func encode(_ output: Output) -> [UInt8] {
    let events = output.map { [JSONMember(SetCognitoEvents.eventName, .string($0))] } ?? []
    return JSONWriter.write(.object([JSONMember("Events", .object(events))]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try WireFields(body: body, dialect: .sync).fields("Events")?.text(SetCognitoEvents.eventName)
  }
}
