import CognitoWire
import Logging
import ServerStorage
import SyncCore

/// Performs what only the owner of pools may: usage, configuration, triggers (cognito-sync.md 2.5).
struct PoolEndpoint: Sendable {
  let store: any ServerStore
  let settings: PoolSettingsCache
  let sessions: SessionCounter
  let publisher: StreamPublisher
  let logger: Logger

  /// Sums up a page of pools.
  func listUsage(
    _ input: ListIdentityPoolUsage.Input, _ call: SyncCall
  ) async throws(WireError) -> ListIdentityPoolUsage.Output {
    var last: IdentityPoolID?
    if let token = input.nextToken {
      last = IdentityPoolID(token)
      guard last != nil else {
        throw WireError(.invalidParameter, LedgerError.pageTokenNotValid.message)
      }
    }
    await sessions.flush()
    let size = input.pageSize ?? ListIdentityPoolUsage.maximumPageSize
    do throws(StoreError) {
      let page = try await store.usages(after: last, limit: size, at: call.now)
      return ListIdentityPoolUsage.Output(
        usages: page.usages, maxResults: input.requestedSize ?? size,
        nextToken: page.next?.rawValue)
    } catch { throw error.refusal(in: .sync, isListing: true, logger: logger) }
  }

  /// Sums up a pool.
  func usage(_ pool: IdentityPoolID, _ call: SyncCall) async throws(WireError) -> PoolUsage {
    await sessions.flush()
    do throws(StoreError) {
      return try await store.usage(of: pool, at: call.now)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  /// Returns what was decided about push and streams.
  func configuration(
    _ pool: IdentityPoolID, _ call: SyncCall
  ) async throws(WireError) -> GetIdentityPoolConfiguration.Output {
    do throws(StoreError) {
      return GetIdentityPoolConfiguration.Output(
        pool: pool, configuration: try await store.settings(of: pool).configuration)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  /// Changes push and streams.
  func configure(
    _ input: SetIdentityPoolConfiguration.Input, _ call: SyncCall
  ) async throws(WireError) -> GetIdentityPoolConfiguration.Output {
    defer { settings.forget(input.pool) }
    do throws(StoreError) {
      let changed = try await store.configure(
        input.pool, pushSync: input.pushSync, streams: input.streams)
      return GetIdentityPoolConfiguration.Output(
        pool: input.pool, configuration: changed.configuration)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  /// Returns the function that sees each commit first.
  func trigger(_ pool: IdentityPoolID, _ call: SyncCall) async throws(WireError) -> String? {
    do throws(StoreError) {
      return try await store.settings(of: pool).trigger
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  /// Sets or removes that function.
  func setTrigger(
    _ input: SetCognitoEvents.Input, _ call: SyncCall
  ) async throws(WireError) -> SetCognitoEvents.Output {
    defer { settings.forget(input.pool) }
    do throws(StoreError) {
      switch input.trigger {
      case .unchanged: _ = try await store.settings(of: input.pool)
      case .remove: _ = try await store.setTrigger(nil, of: input.pool)
      case .set(let arn): _ = try await store.setTrigger(arn, of: input.pool)
      }
      return SetCognitoEvents.Output()
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }
}
