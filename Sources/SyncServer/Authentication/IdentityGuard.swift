import CognitoWire
import IdentityTokens
import IdentityCore
import Logging
import ServerStorage
import SyncCore

/// Refuses credentials of identities that are no more: deleted, merged or closed ones
/// (cognito-sync.md 3.5).
///
/// Credentials know nothing of what happened after they were made.
struct IdentityGuard: Sendable {
  let store: any ServerStore
  let logger: Logger

  /// Lets a session pass whose identity is enabled.
  func require(_ grant: SessionGrant, in dialect: WireDialect) async throws(WireError) {
    guard let id = IdentityID(grant.identity) else { throw refusal(grant, dialect) }
    let identity: Identity
    do throws(StoreError) {
      identity = try await store.identity(id)
    } catch .identity(.identityNotFound) {
      throw refusal(grant, dialect)
    } catch { throw error.refusal(in: dialect, logger: logger) }
    guard identity.state == .enabled, identity.pool.rawValue == grant.pool else {
      throw refusal(grant, dialect)
    }
  }

  private func refusal(_ grant: SessionGrant, _ dialect: WireDialect) -> WireError {
    WireError(
      dialect == .analytics ? .accessDenied : .notAuthorized,
      "Access to Identity '\(grant.identity)' is forbidden.", in: dialect)
  }
}

extension OperationID {
  /// Whether the store looks at the identity anyway, in the transaction that does the work.
  var looksAtIdentity: Bool { Self.datasetOperations.contains(self) }

  private static let datasetOperations: Set<OperationID> = [
    .listRecords, .updateRecords, .listDatasets, .describeDataset, .deleteDataset,
  ]
}
