import CommandProgram
import FoundationEssentials
import Hummingbird
import HummingbirdCore
import IdentityTokens
import Logging
import NIOCore
import ServerStorage
import ServiceLifecycle
import SyncCore
import SyncServer
import UnixSignals

/// One run of the service, from its data directory to its last request.
struct Serving {
  private let settings: ServeSettings
  private let logger: Logger
  private let surroundings = Surroundings(
    now: { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down))) },
    entropy: .system)

  init(_ settings: ServeSettings) {
    self.settings = settings
    var logger = Logger(label: "syncd") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = settings.logLevel
    self.logger = logger
  }

  /// Serves until a signal or idleness ends it.
  func run() async throws {
    let server = try Encryption.server(
      settings.encryption, requestTimeout: settings.requestTimeout)
    let directory: DataDirectory
    let store: SQLiteServerStore
    do {
      directory = try DataDirectory(settings.data)
      store = try SQLiteServerStore(directory)
    } catch { throw Failure(storage: error, at: settings.data) }
    do {
      try await serve(directory, store, server)
    } catch {
      await store.close()
      guard let error = error as? StoreError else { throw error }
      throw Failure(storage: error, at: settings.data)
    }
    await store.close()
  }

  private func serve(
    _ directory: DataDirectory, _ store: SQLiteServerStore, _ server: @escaping Encryption.Server
  ) async throws {
    let developer =
      try settings.developer
      ?? AdminFile(path: "\(directory.path)/admin.json")
      .credentials(entropy: surroundings.entropy)
    let keys = ServiceKeys(directory: directory)
    let parts = ServiceParts(
      store: store, secrets: try keys.load(surroundings),
      keepSecrets: { try keys.keep($0) }, surroundings: surroundings, logger: logger,
      storageBytes: { ServiceKeys.size(ofFile: directory.databasePath) })
    let client = WebhookClient()
    do {
      try await serve(parts, directory, developer, client, server)
    } catch {
      await client.close()
      throw error
    }
    await client.close()
  }

  private func serve(
    _ parts: ServiceParts, _ directory: DataDirectory, _ developer: DeveloperCredentials,
    _ client: WebhookClient, _ server: @escaping Encryption.Server
  ) async throws {
    let address = try await ListenPort.resolve(settings.listen)
    let configuration = ServiceConfiguration(
      region: settings.region, account: settings.account,
      issuer: settings.issuer(at: address), developer: developer, rates: settings.rates,
      servesMonitoring: address.isLocal && settings.metricsListen == nil,
      outlets: ServiceOutlets(settings.outlets, client: client, directory: directory.path),
      openIDIssuer: settings.openIDIssuer,
      providers: ProviderConfiguration(settings.providers, client: client))
    try await run(parts, configuration, address, server)
  }

  private func run(
    _ parts: ServiceParts, _ configuration: ServiceConfiguration, _ address: ListenAddress,
    _ server: @escaping Encryption.Server
  ) async throws {
    let socket = try await prepareSocket(address)
    defer { socket?.remove() }
    let url = address.url(isEncrypted: settings.encryption != nil)
    var monitoring: MonitoringPlace?
    if let address = settings.metricsListen {
      monitoring = try await MonitoringPlace(address, logger: logger)
    }
    let application = try await buildApplication(
      configuration: configuration, parts: parts,
      network: ServiceNetwork.listener(
        on: address.bindAddress, descriptors: DescriptorLimit.raise()),
      server: server,
      onServerRunning: { [monitoring] _ in
        socket?.makePrivate()
        await monitoring?.waitUntilListening()
        Output.say("syncd: listening on \(url)")
        if let monitoring { Output.say("syncd: metrics on \(monitoring.url)") }
      })
    var services = [ServiceGroupConfiguration.ServiceConfiguration(service: application)]
    if let monitoring {
      services.insert(.init(service: monitoring.listener(for: application.responder)), at: 0)
    }
    if let limit = settings.idleExit {
      services.append(
        .init(
          service: IdleExit(meter: parts.meter, limit: limit),
          successTerminationBehavior: .gracefullyShutdownGroup))
    }
    var group = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint, .sighup], logger: logger)
    group.maximumGracefulShutdownDuration = .seconds(10)
    do {
      try await ServiceGroup(configuration: group).run()
    } catch { throw Failure(listening: error, on: address) ?? error }
  }

  private func prepareSocket(_ address: ListenAddress) async throws -> SocketFile? {
    guard case .socketFile(let path) = address else { return nil }
    let socket = SocketFile(path: path)
    try await socket.prepare()
    return socket
  }
}

extension ListenAddress {
  var bindAddress: BindAddress {
    switch self {
    case .network(let host, let port): .hostname(host, port: port)
    case .socketFile(let path): .unixDomainSocket(path: path)
    }
  }
}
