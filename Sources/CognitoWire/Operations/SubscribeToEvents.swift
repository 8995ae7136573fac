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

    /// Creates an input.
    package init(pool: IdentityPoolID, identity: IdentityID, dataset: DatasetName?) {
      self.pool = pool
      self.identity = identity
      self.dataset = dataset
    }
  }

  /// The stream carries the answer, so that there is no output.
  package struct Output: Hashable, Sendable {
    /// Creates an empty output.
    package init() {}
  }

  package static func encode(_ input: Input) -> WireMessage {
    WireMessage(
      labels: ["IdentityPoolId": input.pool.rawValue, "IdentityId": input.identity.rawValue],
      query: input.dataset.map { [WireQueryItem("dataset", $0.rawValue)] } ?? [])
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    var dataset: DatasetName?
    if let text = message.query("dataset") {
      dataset = DatasetName(text)
      guard dataset != nil else {
        throw WireFields.violation(
          text, at: "dataset", "Member must be the name of a dataset", .sync)
      }
    }
    return Input(
      pool: try message.labels.identityPoolID(), identity: try message.labels.identityID(),
      dataset: dataset)
  }

  package static func encode(_ output: Output) -> [UInt8] { [] }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output { Output() }
}
