import CommandProgram
import ArgumentParser
import CognitoWire
import HTTPTypes
import SyncClient

/// `syncctl health`: whether the service answers and its store works.
struct HealthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health", abstract: "Tells whether the service works; 1 if not.")

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.reach { settings, transport in
      let report = try await Self.report(on: transport, at: settings.server)
      report.write(self.report)
      guard report.json["status"] == .string("ok") else { throw ExitCode.failure }
    }
  }

  static func report(on transport: Transport, at place: String) async throws(Failure) -> Report {
    let request = HTTPRequest(
      method: .get, scheme: transport.scheme, authority: transport.authority, path: "/health")
    let response: HTTPResponse
    let body: [UInt8]
    do throws(TransportError) {
      (response, body) = try await transport.send(request, [])
    } catch { throw Failure(error, at: place) }
    guard case .string(let status)? = JSONValue(body: body)["status"] else {
      throw Failure(
        message: "'\(place)' does not tell how it is (status \(response.status.code)).",
        hint: "A service that others can reach tells so on its --metrics-listen address only.")
    }
    var facts = Facts()
    facts.add("Service", place)
    facts.add("Health", status)
    return Report(
      facts,
      json: .object([
        JSONMember("server", .string(place)), JSONMember("status", .string(status)),
      ]))
  }
}
