import ArgumentParser
import CognitoWire
import SyncCore

/// `syncctl pool configuration`: push and streams.
struct PoolConfigurationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "configuration", abstract: "Shows or sets push and streams of a pool.",
    subcommands: [PoolConfigurationShowCommand.self, PoolConfigurationSetCommand.self])
}

/// `syncctl pool configuration show`.
struct PoolConfigurationShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows push and streams of a pool.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      Report(try await connection.call(GetIdentityPoolConfiguration.self, pool)).write(report)
    }
  }
}

/// `syncctl pool configuration set`.
struct PoolConfigurationSetCommand: AsyncParsableCommand {
  /// Whether a stream is published to.
  enum Streaming: String, ExpressibleByArgument, CaseIterable {
    case enabled
    case disabled

    var status: CognitoStreams.Status {
      switch self {
      case .enabled: .enabled
      case .disabled: .disabled
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Sets push and streams of a pool.",
    discussion: "What no option names stays as it is.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @Option(
    help: ArgumentHelp(
      "A push application, arn:aws:sns:REGION:ACCOUNT:app/PLATFORM/NAME; may be repeated, and "
        + "replaces all there were.", valueName: "arn"))
  var push: [String] = []

  @Option(help: ArgumentHelp("The role that sends push messages.", valueName: "arn"))
  var pushRole: String?

  @Flag(help: "Push no more.")
  var noPush = false

  @Option(help: ArgumentHelp("The stream's name.", valueName: "name"))
  var stream: String?

  @Option(help: ArgumentHelp("The role that writes to the stream.", valueName: "arn"))
  var streamRole: String?

  @Option(help: "Whether commits are published: enabled or disabled.")
  var streaming: Streaming?

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard changesPush || changesStreams else {
      throw ValidationError(
        "There is nothing to set. 'syncctl help pool configuration set' lists the options.")
    }
    guard !noPush || (push.isEmpty && pushRole == nil) else {
      throw ValidationError("'--no-push' contradicts the other options for push.")
    }
  }

  private var changesPush: Bool { noPush || !push.isEmpty || pushRole != nil }
  private var changesStreams: Bool { stream != nil || streamRole != nil || streaming != nil }

  func run() async throws {
    try await connection.perform { connection in
      let before = try await connection.call(GetIdentityPoolConfiguration.self, pool)
      let after = try await connection.call(
        SetIdentityPoolConfiguration.self, input(over: before.configuration))
      Report(after).write(report)
    }
  }

  /// Returns what is sent, where the service has `configuration`.
  func input(over configuration: PoolSyncConfiguration) -> SetIdentityPoolConfiguration.Input {
    var input = SetIdentityPoolConfiguration.Input(pool: pool)
    if changesPush {
      var next = noPush ? PushSync() : configuration.pushSync ?? PushSync()
      if !push.isEmpty { next.applicationARNs = push }
      next.roleARN = pushRole ?? next.roleARN
      input.pushSync = next
    }
    if changesStreams {
      var next = configuration.streams ?? CognitoStreams()
      next.streamName = stream ?? next.streamName
      next.roleARN = streamRole ?? next.roleARN
      next.status = streaming?.status ?? next.status
      input.streams = next
    }
    return input
  }
}

extension Report {
  /// Creates a report of push and streams.
  init(_ output: GetIdentityPoolConfiguration.Output) {
    let push = output.configuration.pushSync
    let streams = output.configuration.streams
    var facts = Facts()
    facts.add("Pool", output.pool.rawValue)
    if push == nil { facts.add("Push", "none") }
    for arn in push?.applicationARNs ?? [] { facts.add("Push application", arn) }
    facts.add("Push role", push?.roleARN)
    facts.add("Stream", streams?.streamName ?? "none")
    facts.add("Streaming", streams?.status?.rawValue)
    facts.add("Stream role", streams?.roleARN)
    self.init(facts, json: JSONValue(body: GetIdentityPoolConfiguration.encode(output)))
  }
}
