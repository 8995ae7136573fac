import CommandProgram
import ArgumentParser

/// The program, which is its command.
@main enum Program {
  static func main() async { await SyncctlCommand.runProgram() }
}

/// Administration and inspection of the service (product.md 2).
struct SyncctlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "syncctl",
    abstract:
      "Looks into a service that speaks Amazon Cognito Sync and Identity, and administers it.",
    discussion: """
      Most commands ask a running service and sign with the owner's credentials: those in \
      SYNCD_ADMIN_ACCESS_KEY and SYNCD_ADMIN_SECRET_KEY, in AWS_ACCESS_KEY_ID and \
      AWS_SECRET_ACCESS_KEY, or in the file admin.json of a data directory. 'backup' and 'verify' \
      need no service, and disturb none.
      """,
    version: "0.1.0",
    subcommands: [
      PoolCommand.self, IdentityCommand.self, DatasetCommand.self, RoleCommand.self,
      UsageCommand.self, EventsCommand.self, BulkPublishCommand.self, HealthCommand.self,
      BackupCommand.self, VerifyCommand.self,
    ])
}
