import CognitoWire
import SyncCore

/// An input that names what it is about, so that rights can be checked before anything is done
/// (tables of cognito-sync.md 2.4 and 4.2).
protocol ProtectedInput {
  /// Returns what performing `operation` takes.
  func access(by operation: String) -> AccessRequest
}

extension DatasetReference: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .dataset(operation, self) }
}

extension ListRecords.Input: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .dataset(operation, path) }
}

extension UpdateRecords.Input: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .dataset(operation, path) }
}

extension ListDatasets.Input: ProtectedInput {
  func access(by operation: String) -> AccessRequest {
    .datasets(operation, of: identity, in: pool)
  }
}

extension IdentityPath: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .identity(operation, identity, in: pool) }
}

extension RegisterDevice.Input: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .device(operation, of: identity, in: pool) }
}

extension DatasetSubscription: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .subscription(operation, dataset) }
}

extension SubscribeToEvents.Input: ProtectedInput {
  func access(by operation: String) -> AccessRequest {
    .changes(of: dataset, of: identity, in: pool)
  }
}

extension IdentityPoolID: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .pool(operation, self) }
}

extension SetIdentityPoolConfiguration.Input: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .pool(operation, pool) }
}

extension SetCognitoEvents.Input: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .pool(operation, pool) }
}

extension ListIdentityPoolUsage.Input: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .pools(operation) }
}

extension PutEvents.Input: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .report(operation, in: .analytics) }
}

extension AnalyticsQuery: ProtectedInput {
  func access(by operation: String) -> AccessRequest { .reports(operation) }
}
