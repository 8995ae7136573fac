import HTTPTypes
package import SyncCore

/// Tells how push and streams of a pool are configured (cognito-sync.md 2.5 #12).
package enum GetIdentityPoolConfiguration: WireOperation {
  package static let id = OperationID.getIdentityPoolConfiguration
  package static let route = Route.rest(.get, "/identitypools/{IdentityPoolId}/configuration")

  package typealias Input = IdentityPoolID

  /// What the service answers.
  package struct Output: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// Its configuration.
    package var configuration: PoolSyncConfiguration

    /// Creates an output.
    package init(pool: IdentityPoolID, configuration: PoolSyncConfiguration) {
      self.pool = pool
      self.configuration = configuration
    }
  }

  package static func encode(_ input: Input) -> WireMessage { WireMessage(labels: input.labels) }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try message.labels.identityPoolID()
  }

  package static func encode(_ output: Output) -> [UInt8] {
    let id = JSONMember("IdentityPoolId", .string(output.pool.rawValue))
    return JSONWriter.write(.object([id] + output.configuration.members))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    let fields = try WireFields(body: body, dialect: .sync)
    return Output(
      pool: try fields.identityPoolID(), configuration: try PoolSyncConfiguration(fields: fields))
  }
}
