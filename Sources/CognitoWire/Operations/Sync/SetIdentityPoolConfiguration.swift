import HTTPTypes
package import SyncCore

/// Configures push and streams of a pool (cognito-sync.md 2.5 #13, 2.8, 2.9).
package enum SetIdentityPoolConfiguration: WireOperation {
  package static let id = OperationID.setIdentityPoolConfiguration
  package static let route = Route.rest(.post, "/identitypools/{IdentityPoolId}/configuration")

  /// What the caller sends; what is left out stays as it is.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// Push; an empty one clears it.
    package var pushSync: PushSync?
    /// Streams.
    package var streams: CognitoStreams?

    /// Creates an input.
    package init(pool: IdentityPoolID, pushSync: PushSync? = nil, streams: CognitoStreams? = nil) {
      self.pool = pool
      self.pushSync = pushSync
      self.streams = streams
    }
  }

  package typealias Output = GetIdentityPoolConfiguration.Output

  package static func encode(_ input: Input) -> WireMessage {
    let configuration = PoolSyncConfiguration(pushSync: input.pushSync, streams: input.streams)
    return WireMessage(
      labels: input.pool.labels,
      body: JSONWriter.write(.object(configuration.members.filter { $0.value != .null })))
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    let pool = try message.labels.identityPoolID()
    let configuration = try PoolSyncConfiguration(
      fields: try WireFields(body: message.body, dialect: .sync))
    return Input(pool: pool, pushSync: configuration.pushSync, streams: configuration.streams)
  }

  package static func encode(_ output: Output) -> [UInt8] {
    GetIdentityPoolConfiguration.encode(output)
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try GetIdentityPoolConfiguration.decode(output: body)
  }
}
