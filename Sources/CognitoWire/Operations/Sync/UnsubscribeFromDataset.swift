import HTTPTypes

/// Lets a device hear no more of a dataset's changes (cognito-sync.md 2.5 #11, 2.9).
package enum UnsubscribeFromDataset: WireOperation {
  package static let id = OperationID.unsubscribeFromDataset
  package static let route = Route.rest(.delete, DatasetSubscription.path)

  package typealias Input = DatasetSubscription
  package typealias Output = NoOutput

  package static func encode(_ input: Input) -> WireMessage { WireMessage(labels: input.labels) }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try DatasetSubscription(labels: message.labels)
  }
}
