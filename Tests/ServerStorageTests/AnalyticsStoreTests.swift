import ServerStorage
import SyncCore
import TestKit
import Testing

/// The reported events, cognito-sync.md 5.
@Suite struct AnalyticsStoreTests {
  private func event(_ number: Int, at moment: Int64, type: String = "level") -> AnalyticsEvent {
    AnalyticsEvent(
      identity: nil, pool: nil, appID: "game", received: Timestamp(milliseconds: moment),
      type: type, json: "{\"number\":\(number)}")
  }

  @Test(arguments: StoreKind.allCases)
  func `events come back in the order of their arrival, in pages`(kind: StoreKind) async throws {
    try await kind.run { store, _ in
      let events = (0..<25).map { event($0, at: Int64($0) * 1_000_000) }
      try await store.append(Array(events.prefix(20)))
      try await store.append(Array(events.suffix(5)))
      var found: [AnalyticsEvent] = []
      var last: Int64?
      while true {
        let page = try await store.events(matching: AnalyticsQuery(after: last, limit: 7))
        guard let number = page.last?.number else { break }
        #expect(page.map(\.number) == page.map(\.number).sorted())
        found += page.map(\.event)
        last = number
      }
      #expect(found == events)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a clock that goes back hides no event`(kind: StoreKind) async throws {
    try await kind.run { store, _ in
      let moments: [Int64] = [9_000_000, 1_000_000, 20_000_000, 5_000_000, -1, 9_500_000]
      try await store.append(moments.enumerated().map { event($0.offset, at: $0.element) })
      let query = AnalyticsQuery(
        since: Timestamp(milliseconds: 1_000_000), until: Timestamp(milliseconds: 9_500_000),
        limit: 9)
      let found = try await store.events(matching: query).map(\.event.received.milliseconds)
      #expect(found == [9_000_000, 1_000_000, 5_000_000])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `all filters hold at once`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let user = try await fixtures.identity(1, in: store)
      var signed = event(1, at: 10, type: "start")
      signed.identity = user
      signed.pool = fixtures.pool
      var foreign = signed
      foreign.appID = "other"
      try await store.append([signed, event(2, at: 11, type: "start"), foreign])
      let query = AnalyticsQuery(identity: user, appID: "game", type: "start", limit: 9)
      #expect(try await store.events(matching: query).map(\.event) == [signed])
      try await store.deleteIdentities([user])
      #expect(try await store.events(matching: query).map(\.event) == [signed])
    }
  }

  @Test func `events are there after a restart`() async throws {
    let directory = try TemporaryDirectory()
    var store = try directory.open()
    try await store.append([event(1, at: 5), event(2, at: 6)])
    await store.close()
    store = try directory.open()
    let found = try await store.events(matching: AnalyticsQuery(limit: 9))
    #expect(found.map(\.event) == [event(1, at: 5), event(2, at: 6)])
    await store.close()
  }
}
