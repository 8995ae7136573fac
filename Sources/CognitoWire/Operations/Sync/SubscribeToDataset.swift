import HTTPTypes

/// Lets a device hear of a dataset's changes (cognito-sync.md 2.5 #10, 2.9).
package enum SubscribeToDataset: WireOperation {
  package static let id = OperationID.subscribeToDataset
  package static let route = Route.rest(.post, DatasetSubscription.path)

  package typealias Input = DatasetSubscription
  package typealias Output = NoOutput

  package static func encode(_ input: Input) -> WireMessage { WireMessage(labels: input.labels) }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try DatasetSubscription(labels: message.labels)
  }
}
