package import SyncCore

/// The silent notification that a dataset changed (cognito-sync.md 2.9).
package struct PushMessage: Hashable, Sendable {
  /// The dataset.
  package var dataset: DatasetReference
  /// Its count after the change.
  package var syncCount: SyncCount

  /// Creates a message from its parts.
  package init(dataset: DatasetReference, syncCount: SyncCount) {
    self.dataset = dataset
    self.syncCount = syncCount
  }

  /// Returns the payload as the push service of a platform takes it.
  ///
  /// Apple's nests the data beside `aps` and has the count as a number; the others have texts only,
  /// since old Android apps read the count from one.
  package func payload(for platform: PushPlatform) -> [UInt8] {
    switch platform {
    case .apple, .appleSandbox:
      let silent = JSONValue.object([JSONMember("content-available", .integer(1))])
      return JSONWriter.write(
        .object([
          JSONMember("aps", silent), JSONMember("data", data(count: .integer(syncCount))),
        ]))
    case .google, .amazon:
      return JSONWriter.write(
        .object([JSONMember("data", data(count: .string(String(syncCount))))]))
    }
  }

  private func data(count: JSONValue) -> JSONValue {
    .object([
      JSONMember("source", .string("cognito-sync")),
      JSONMember("identityPoolId", .string(dataset.pool.rawValue)),
      JSONMember("identityId", .string(dataset.identity.rawValue)),
      JSONMember("datasetName", .string(dataset.name.rawValue)),
      JSONMember("syncCount", count),
    ])
  }
}
