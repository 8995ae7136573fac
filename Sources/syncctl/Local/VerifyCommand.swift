import CommandProgram
import ArgumentParser
import CognitoWire
import ServerStorage

/// `syncctl verify`: looks through a backup.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Looks through a backup; 1 if something is wrong, with a line for each finding.")

  @Argument(help: "The directory that 'syncctl backup' made.")
  var backup: String

  @OptionGroup var report: ReportOptions

  func run() throws {
    let inspection: BackupInspection.Report
    do throws(StorageFailure) {
      inspection = try BackupInspection(of: backup).report()
    } catch { throw Failure(error) }
    Report(inspection, path: backup).write(report)
    guard inspection.findings.isEmpty else { throw ExitCode.failure }
  }
}

extension Report {
  /// Creates a report of what was found in the backup at `path`.
  init(_ inspection: BackupInspection.Report, path: String) {
    let content = inspection.content.map { Report($0, place: "Backup", path: path) }
    let findings = inspection.findings.map(\.escaped)
    var members: [JSONMember] = []
    if case .object(let counts)? = content?.json { members = counts }
    members.append(JSONMember("Findings", .array(inspection.findings.map { .string($0) })))
    self.init(
      lines: findings.isEmpty
        ? (content?.lines ?? []) + ["The backup is in order."] : findings,
      json: .object(members))
  }
}
