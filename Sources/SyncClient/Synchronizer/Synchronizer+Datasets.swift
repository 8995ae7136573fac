import CognitoWire
import SyncCore

extension Synchronizer {
  /// Asks the service about all datasets of the identity, page by page.
  func refreshDatasets() async throws(SyncError) {
    let identity = try await credentials.session().identity
    var token: String?
    repeat {
      let input = ListDatasets.Input(pool: pool, identity: identity, nextToken: token)
      let page = try await remote.call(ListDatasets.self, input, as: identity)
      do throws(StoreError) {
        try store.refresh(page.datasets, at: environment.now())
      } catch {
        throw SyncError(error)
      }
      token = page.nextToken
    } while token != nil
  }

  /// Synchronises every dataset that waits for it; returns the first failure that is worth
  /// another try.
  func serveWishes(_ callbacks: SyncCallbacks) async -> SyncError? {
    var failure: SyncError?
    do throws(SyncError) {
      for (dataset, wish) in try wishes() {
        do throws(SyncError) {
          _ = try await synchronize(dataset, callbacks)
          try fulfil(wish, for: dataset)
        } catch {
          if error.retry == .never {
            try fulfil(wish, for: dataset)
          } else {
            failure = failure ?? error
          }
        }
      }
    } catch {
      failure = failure ?? error
    }
    return failure
  }

  /// Tells whether some dataset waits.
  func hasWishes() throws(SyncError) -> Bool { try !wishes().isEmpty }

  /// Tells whether an event of the service is news for this device.
  ///
  /// A run on its way is waited for: the event may be the echo of its own upload.
  func isNews(_ event: LiveEvent, for identity: IdentityID) async throws(SyncError) -> Bool {
    guard event.identity == identity.rawValue, let name = DatasetName(event.dataset) else {
      return false
    }
    await settle(name, of: identity)
    do throws(StoreError) {
      let known = try store.datasets(of: .identity(identity))
        .first { $0.name == name }
      return event.syncCount > (known?.lastSyncCount ?? -1)
    } catch {
      throw SyncError(error)
    }
  }

  private func wishes() throws(SyncError) -> [DatasetName: Int64] {
    do throws(StoreError) { return try store.wishes() } catch { throw SyncError(error) }
  }

  private func fulfil(_ wish: Int64, for dataset: DatasetName) throws(SyncError) {
    do throws(StoreError) {
      try store.fulfil(wish, for: dataset)
    } catch {
      throw SyncError(error)
    }
  }
}
