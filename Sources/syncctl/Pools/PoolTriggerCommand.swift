import ArgumentParser
import CognitoWire
import SyncCore

/// `syncctl pool trigger`: the function that sees a pool's commits first.
struct PoolTriggerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trigger",
    abstract: "Shows or sets the function that sees a pool's commits first.",
    subcommands: [
      PoolTriggerShowCommand.self, PoolTriggerSetCommand.self, PoolTriggerRemoveCommand.self,
    ])
}

/// `syncctl pool trigger show`.
struct PoolTriggerShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows the function of a pool.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      try await connection.triggerReport(pool).write(report)
    }
  }
}

/// `syncctl pool trigger set`.
struct PoolTriggerSetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Sets the function of a pool.",
    discussion: "What stands behind an ARN is said to the service by 'syncd serve --trigger'.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @Argument(help: "The function's ARN.")
  var arn: String

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard !arn.isEmpty else { throw ValidationError("An ARN is not empty.") }
  }

  func run() async throws {
    try await connection.perform { connection in
      _ = try await connection.call(
        SetCognitoEvents.self, SetCognitoEvents.Input(pool: pool, trigger: .set(arn)))
      try await connection.triggerReport(pool).write(report)
    }
  }
}

/// `syncctl pool trigger remove`.
struct PoolTriggerRemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Lets commits of a pool through unseen.")

  @Argument(help: "The identity pool.")
  var pool: IdentityPoolID

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      _ = try await connection.call(
        SetCognitoEvents.self, SetCognitoEvents.Input(pool: pool, trigger: .remove))
      try await connection.triggerReport(pool).write(report)
    }
  }
}

extension Connection {
  fileprivate func triggerReport(_ pool: IdentityPoolID) async throws -> Report {
    let arn = try await call(GetCognitoEvents.self, pool)
    var facts = Facts()
    facts.add("Pool", pool.rawValue)
    facts.add("Trigger", arn ?? "none")
    return Report(facts, json: JSONValue(body: GetCognitoEvents.encode(arn)))
  }
}
