import HTTPTypes
package import SyncCore

/// Makes an app install known, so that it can be notified of changes (cognito-sync.md 2.5 #9, 2.9).
package enum RegisterDevice: WireOperation {
  package static let id = OperationID.registerDevice
  /// The path alone among all says `identity`, in the singular.
  package static let route = Route.rest(
    .post, "/identitypools/{IdentityPoolId}/identity/{IdentityId}/device")

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// The owner of the install.
    package var identity: IdentityID
    /// The push service that reaches it.
    package var platform: PushPlatform
    /// The push service's name for it.
    package var token: String

    /// Creates an input.
    package init(
      pool: IdentityPoolID, identity: IdentityID, platform: PushPlatform, token: String
    ) {
      self.pool = pool
      self.identity = identity
      self.platform = platform
      self.token = token
    }
  }

  package typealias Output = DeviceID

  package static func encode(_ input: Input) -> WireMessage {
    WireMessage(
      labels: IdentityPath(pool: input.pool, identity: input.identity).labels,
      body: JSONWriter.write(
        .object([
          JSONMember("Platform", .string(input.platform.rawValue)),
          JSONMember("Token", .string(input.token)),
        ])))
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    let path = try IdentityPath(labels: message.labels)
    let fields = try WireFields(body: message.body, dialect: .sync)
    guard let platform = try fields.choice("Platform", of: PushPlatform.self) else {
      throw fields.missing("Platform")
    }
    return Input(
      pool: path.pool, identity: path.identity, platform: platform,
      token: try fields.requiredText("Token"))
  }

  package static func encode(_ output: Output) -> [UInt8] {
    JSONWriter.write(.object([JSONMember("DeviceId", .string(output.rawValue))]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    let fields = try WireFields(body: body, dialect: .sync)
    guard let device = try fields.deviceID() else { throw fields.missing("DeviceId") }
    return device
  }
}
