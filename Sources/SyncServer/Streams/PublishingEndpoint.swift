import CognitoWire
import Logging
import ServerStorage
import SyncCore

/// Performs the operations on bulk publishing (cognito-sync.md 2.8).
struct PublishingEndpoint: Sendable {
  let store: any ServerStore
  let settings: PoolSettingsCache
  let publisher: StreamPublisher
  let logger: Logger

  /// Begins to publish all datasets of a pool; the answer does not wait for it.
  func begin(_ pool: IdentityPoolID, _ call: SyncCall) async throws(WireError) -> IdentityPoolID {
    do throws(StoreError) {
      _ = try await store.beginBulkPublish(of: pool, at: call.now)
    } catch { throw error.refusal(in: .sync, logger: logger) }
    settings.forget(pool)
    publisher.publishEverything(of: pool)
    return pool
  }

  /// Tells how the last bulk publish went.
  func details(
    _ pool: IdentityPoolID, _ call: SyncCall
  ) async throws(WireError) -> GetBulkPublishDetails.Output {
    do throws(StoreError) {
      return GetBulkPublishDetails.Output(
        pool: pool, details: try await store.settings(of: pool).bulkPublish)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }
}
