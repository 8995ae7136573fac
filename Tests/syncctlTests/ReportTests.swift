import CognitoWire
import IdentityCore
import SyncCore
import Testing

@testable import syncctl

/// What is shown to people and to scripts.
@Suite struct ReportTests {
  private let pool = IdentityPoolID("us-east-1:1")
  private let identity = IdentityID("us-east-1:a")

  private func record(_ key: String, _ value: String?) throws -> SyncRecord {
    SyncRecord(
      key: try #require(RecordKey(key)), value: value, syncCount: 7,
      lastModified: Timestamp(milliseconds: 1_785_412_800_123), lastModifiedBy: "us-east-1:a",
      deviceLastModified: nil)
  }

  private func listing() throws -> RecordsListing {
    RecordsListing(
      records: [try record("gone", nil), try record("volume", "7")], nextToken: nil,
      datasetSyncCount: 7, lastModifiedBy: nil, mergedDatasetNames: [], datasetExists: true,
      datasetDeletedAfterRequestedSyncCount: false, sessionToken: "secret-token",
      isFullListing: true)
  }

  @Test func `records are a table, removed ones on request`() throws {
    let live = Report(try listing(), withRemoved: false, limit: nil, width: nil)
    #expect(
      live.lines == [
        "KEY     VALUE  COUNT  MODIFIED             BY",
        "volume  7          7  2026-07-30 12:00:00  us-east-1:a",
      ])
    let all = Report(try listing(), withRemoved: true, limit: nil, width: nil)
    #expect(all.lines[1].contains("(removed)"))
    #expect(Report(try listing(), withRemoved: true, limit: 1, width: nil).lines.count == 2)
  }

  @Test func `JSON has the names of the wire and no session`() throws {
    let report = Report(try listing(), withRemoved: true, limit: nil, width: nil)
    let text = report.json.text
    #expect(text.contains(#""DatasetSyncCount":7"#))
    #expect(text.contains(#""Key":"volume""#))
    #expect(text.contains(#""Value":null"#))
    #expect(text.contains(#""Count":2"#))
    #expect(!text.contains("secret-token") && !text.contains("SyncSessionToken"))
    #expect(!text.contains("\n"))
  }

  @Test func `nothing found is said to people and an empty list to scripts`() throws {
    let report = Report([DatasetMetadata](), width: 80)
    #expect(report.lines == ["There are no datasets."])
    #expect(report.json["Datasets"] == .array([]))
  }

  @Test func `a pool is told with its providers and roles`() throws {
    let pool = IdentityPool(
      id: try #require(self.pool),
      configuration: IdentityPoolConfiguration(
        name: "App", allowsGuests: true, supportedLoginProviders: ["graph.facebook.com": "123"],
        developerProviderName: "login.app"))
    let report = Report(
      pool, roles: PoolRoles(authenticated: "arn:member", unauthenticated: nil))
    #expect(report.lines.contains("Guests              allowed"))
    #expect(report.lines.contains("Provider            graph.facebook.com for 123"))
    #expect(report.lines.contains("Role of members     arn:member"))
    #expect(report.lines.contains("Role of guests      none"))
    #expect(report.json["IdentityPoolName"] == .string("App"))
    #expect(report.json["Roles"]?["authenticated"] == .string("arn:member"))
  }

  @Test func `an event is a line for people and a JSON object for scripts`() throws {
    let event = ListEvents.NumberedEvent(
      number: 4,
      event: AnalyticsEvent(
        identity: identity, pool: pool, appID: "app", received: Timestamp(milliseconds: 0),
        type: "_session.start", json: "{\"eventType\":\"_session.start\",\"x\":\"\u{1b}\"}"))
    let line = EventPrinter(isJSON: false, width: 60).line(event)
    #expect(line.columns == 60)
    #expect(line.hasPrefix("1970-01-01 00:00:00  _session.start  app  us-east-1:a  {"))
    #expect(EventPrinter(isJSON: false, width: nil).line(event).hasSuffix("\"x\":\"\\u{1b}\"}"))
    let json = try JSONReader.read(Array(EventPrinter(isJSON: true, width: nil).line(event).utf8))
    #expect(json["Number"] == .integer(4))
    #expect(json["EventType"] == .string("_session.start"))
  }
}
