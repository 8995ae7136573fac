import HTTPTypes
package import SyncCore

/// Opens the stream of an identity's live events (product.md 4); the answer is a
/// `text/event-stream`, not a body.
package enum SubscribeToEvents: WireOperation {
  package static let id = OperationID.subscribeToEvents
  package static let route = Route.rest(
    .get, "/identitypools/{IdentityPoolId}/identities/{IdentityId}/events")

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// The owner.
    package var identity: IdentityID
    /// The only dataset to hear of; nothing asks for all.
    package var dataset: DatasetName?
    /// The listening device, which hears nothing of its own commits.
    package var device: DeviceID?

    /// Creates an input.
    package init(
      pool: IdentityPoolID, identity: IdentityID, dataset: DatasetName?, device: DeviceID? = nil
    ) {
      self.pool = pool
      self.identity = identity
      self.dataset = dataset
      self.device = device
    }
  }

  package typealias Output = NoOutput

  package static func encode(_ input: Input) -> WireMessage {
    var query: [WireQueryItem] = []
    if let dataset = input.dataset { query.append(WireQueryItem("dataset", dataset.rawValue)) }
    if let device = input.device { query.append(WireQueryItem("device", device.rawValue)) }
    return WireMessage(
      labels: IdentityPath(pool: input.pool, identity: input.identity).labels, query: query)
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    let path = try IdentityPath(labels: message.labels)
    return Input(
      pool: path.pool, identity: path.identity,
      dataset: try item("dataset", in: message, WireConstraint.datasetName, DatasetName.init),
      device: try item("device", in: message, WireConstraint.length(1...256), DeviceID.init))
  }

  private static func item<Value>(
    _ name: String, in message: WireMessage, _ constraint: String, _ parse: (String) -> Value?
  ) throws(WireError) -> Value? {
    guard let text = message.query(name) else { return nil }
    guard let value = parse(text) else {
      throw WireFields.violation(text, at: name, constraint, .sync)
    }
    return value
  }
}
