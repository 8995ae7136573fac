import CognitoWire
import IdentityTokens
import Logging
import ServerStorage
import SyncCore

/// Takes the events that apps report, and returns them to the owner (cognito-sync.md 5).
struct AnalyticsEndpoint: Sendable {
  let store: any ServerStore
  let logger: Logger

  /// Keeps all events of a request or none.
  func put(_ input: PutEvents.Input, _ call: SyncCall) async throws(WireError) -> NoOutput {
    guard !input.events.isEmpty else { return NoOutput() }
    let (identity, pool) = call.caller.reporter
    let events = input.events.map { event in
      AnalyticsEvent(
        identity: identity, pool: pool, appID: input.appID, received: call.now, type: event.type,
        json: event.json)
    }
    do throws(StoreError) {
      try await store.append(events)
      return NoOutput()
    } catch { throw error.refusal(in: .analytics, logger: logger) }
  }

  /// Returns a page of what was reported, oldest first.
  func list(_ query: AnalyticsQuery, _ call: SyncCall) async throws(WireError) -> ListEvents.Output
  {
    do throws(StoreError) {
      let found = try await store.events(matching: query)
      let events = found.map { ListEvents.NumberedEvent(number: $0.number, event: $0.event) }
      // A page that is not full was the last one.
      let next = events.count < query.limit ? nil : events.last?.number
      return ListEvents.Output(events: events, nextToken: next.map { String($0) })
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }
}

extension Caller {
  /// The identity that reports, with its pool.
  fileprivate var reporter: (IdentityID?, IdentityPoolID?) {
    switch self {
    case .developer: (nil, nil)
    case .identity(let grant): (IdentityID(grant.identity), IdentityPoolID(grant.pool))
    }
  }
}
