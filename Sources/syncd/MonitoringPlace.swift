import CommandProgram
import Hummingbird
import Logging
import ServiceLifecycle
import SyncServer

/// Where whoever watches the service finds its health and metrics.
struct MonitoringPlace: Sendable {
  private let address: ListenAddress
  private let socket: SocketFile?
  private let logger: Logger
  private let listening: AsyncStream<Void>
  private let begin: AsyncStream<Void>.Continuation

  /// Chooses the port and makes room for the socket.
  init(_ address: ListenAddress, logger: Logger) async throws {
    self.address = try await ListenPort.resolve(address)
    socket =
      switch address {
      case .network: nil
      case .socketFile(let path): SocketFile(path: path)
      }
    self.logger = logger
    (listening, begin) = AsyncStream.makeStream()
    try await socket?.prepare()
  }

  /// The URL to print.
  var url: String { address.url(isEncrypted: false) }

  /// Waits until the listener answers.
  func waitUntilListening() async { for await _ in listening {} }

  /// Returns the listener that answers nothing but `/health` and `/metrics`.
  func listener(for responder: ServiceResponder) -> MonitoringListener {
    MonitoringListener(
      application: Application(
        responder: responder.monitoring, server: ServiceNetwork.plain,
        configuration: ApplicationConfiguration(address: address.bindAddress),
        onServerRunning: { [socket, begin] _ in
          socket?.makePrivate()
          begin.finish()
        }, logger: logger),
      address: address, socket: socket)
  }
}

/// The listener for whoever watches the service.
struct MonitoringListener: Service, CustomStringConvertible {
  /// The name of this service in the log.
  var description: String { "monitoring" }

  fileprivate let application: Application<MonitoringResponder>
  fileprivate let address: ListenAddress
  fileprivate let socket: SocketFile?

  func run() async throws {
    defer { socket?.remove() }
    do {
      try await application.run()
    } catch { throw Failure(listening: error, on: address) ?? error }
  }
}
