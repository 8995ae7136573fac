import CognitoWire
import Foundation
import HTTPTypes
import ServerStorage
import Testing

@Suite struct MonitoringTests {
  @Test func `health and metrics answer on a local listener only`() async throws {
    let local = try await TestService(servesMonitoring: true)
    #expect(try await local.send(.get, "/health").bodyText == #"{"status":"ok"}"#)
    let open = try await TestService(servesMonitoring: false)
    #expect(try await open.send(.get, "/health").status == 404)
    #expect(try await open.send(.get, "/metrics").status == 404)
  }

  @Test func `a store that fails is told by the health, and no more than that`() async throws {
    let directory = try ServerProgram.temporaryDirectory()
    let store = try SQLiteServerStore(DataDirectory(directory.path))
    let service = try await TestService(store: store)
    let guest = try await service.guest()
    #expect(try await service.send(.get, "/health").status == 200)
    await store.close()
    let health = try await service.send(.get, "/health")
    #expect(health.status == 503)
    #expect(health.bodyText == #"{"status":"failing"}"#)
    let error = await refusal { try await service.list(guest) }
    #expect(error?.status == 500)
    #expect(error?.code == .internalError)
    #expect(error?.message == "The service failed. Try again later.")
    try FileManager.default.removeItem(at: directory)
  }

  @Test func `metrics count requests, commits and conflicts`() async throws {
    let service = try await TestService()
    let guest = try await service.guest()
    try await service.commit(guest, [patch("a", "1")])
    _ = await refusal { try await service.commit(guest, [patch("a", "1")]) }
    let reply = try await service.send(.get, "/metrics")
    #expect(reply.field("Content-Type") == "text/plain; version=0.0.4")
    let lines = Set(reply.bodyText.split(separator: "\n").map(String.init))
    for line in [
      #"syncd_requests_total{operation="UpdateRecords",status="200"} 1"#,
      #"syncd_requests_total{operation="UpdateRecords",status="409"} 1"#,
      #"syncd_requests_total{operation="ListRecords",status="200"} 2"#,
      #"syncd_request_seconds_count{operation="ListRecords"} 2"#, "syncd_commits_total 1",
      "syncd_conflicts_total 1", "syncd_open_streams 0",
    ] { #expect(lines.contains(line), "\(line)") }
  }
}
