import CommandProgram
import ArgumentParser
import FoundationEssentials
import HTTPTransport
import SyncClient
import SyncCore

/// What all commands that ask a service share.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The service: http://HOST:PORT, https://HOST or unix:/PATH; also SYNCCTL_SERVER. \
      (default: the game's own service if it runs, else http://127.0.0.1:8420)
      """, valueName: "url"))
  var server: String?

  @Option(
    help: ArgumentHelp(
      """
      Trust the certificates in this PEM file instead of the system's; also \
      SYNCCTL_CA_CERTIFICATE.
      """, valueName: "file"))
  var caCertificate: String?

  @Option(
    help: ArgumentHelp(
      "The service's data directory, whose admin.json has the owner's credentials.",
      valueName: "dir"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "The region to sign for; also SYNCCTL_REGION. (default: what the service says)"))
  var region: String?

  /// Connects, and closes the connection when `body` has ended.
  func perform(_ body: (Connection) async throws -> Void) async throws {
    let settings = try settings(environment: ProcessInfo.processInfo.environment)
    let credentials = try settings.credentials()
    try await Self.reach(settings) { transport in
      let clock = ServiceClock(now: Self.now)
      let region = try await settings.region(at: transport)
      try await body(
        Connection(
          transport: transport, place: settings.server, region: region,
          credentials: credentials, clock: clock))
    }
  }

  /// Reaches the service without credentials.
  func reach(_ body: (ConnectionSettings, Transport) async throws -> Void) async throws {
    let settings = try settings(environment: ProcessInfo.processInfo.environment)
    try await Self.reach(settings) { try await body(settings, $0) }
  }

  /// Decides what to connect to.
  func settings(environment: [String: String]) throws(Failure) -> ConnectionSettings {
    try ConnectionSettings(
      server: server, caCertificate: caCertificate, data: data, region: region,
      environment: environment,
      sockets: EmbeddedSocket.find)
  }

  static func now() -> Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
  }

  private static func reach(
    _ settings: ConnectionSettings, _ body: (Transport) async throws -> Void
  ) async throws {
    let transport: Transport
    do throws(TransportError) {
      transport = try .http(
        endpoint: settings.server,
        trust: settings.caCertificate.map(Trust.certificateFile) ?? .system)
    } catch {
      throw Failure(
        kind: .usage, message: error.message,
        hint: "Give --server something like http://127.0.0.1:8420 or unix:/PATH, and "
          + "--ca-certificate a PEM file.")
    }
    do {
      try await body(transport)
    } catch {
      await transport.close()
      throw error
    }
    await transport.close()
  }
}
