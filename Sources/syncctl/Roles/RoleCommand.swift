import CommandProgram
import ArgumentParser
import CognitoWire
import IdentityCore

/// `syncctl role`: what temporary credentials may be used for.
struct RoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "Looks at roles and changes their policies.",
    subcommands: [RoleListCommand.self, RoleShowCommand.self, RoleSetCommand.self])
}

/// `syncctl role list`.
struct RoleListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the roles.")

  @OptionGroup var listing: ListingOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try await connection.perform { connection in
      let roles = try await connection.call(ListRoles.self, NoInput())
      Report(Array(roles.prefix(listing.limit ?? .max)), width: Output.columns).write(report)
    }
  }
}

/// `syncctl role show`.
struct RoleShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows the policies of a role.")

  @Argument(help: "The role's name.")
  var name: String

  @Flag(help: "Write the permission policy alone, to be changed and set again.")
  var permissions = false

  @Flag(help: "Write the trust policy alone, to be changed and set again.")
  var trust = false

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard !permissions || !trust else {
      throw ValidationError("Only one of '--permissions' and '--trust' can be written alone.")
    }
  }

  func run() async throws {
    try await connection.perform { connection in
      let role = try await connection.call(DescribeRole.self, name)
      if permissions || trust {
        let policy = permissions ? role.permissionPolicy : role.trustPolicy
        for line in policy.escapedLines { Output.say(line) }
      } else {
        Report(role).write(report)
      }
    }
  }
}

/// `syncctl role set`.
struct RoleSetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Sets the policies of a role; one that is not given stays.")

  @Argument(help: "The role's name.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "What the role allows: a policy document, - for standard input.", valueName: "file"))
  var permissions: String?

  @Option(
    help: ArgumentHelp(
      "Who may take it on: a policy document, - for standard input.", valueName: "file"))
  var trust: String?

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard permissions != nil || trust != nil else {
      throw ValidationError("Give '--permissions FILE', '--trust FILE' or both.")
    }
    guard permissions != "-" || trust != "-" else {
      throw ValidationError("Only one policy can come from standard input.")
    }
  }

  func run() async throws {
    let permissions = try permissions.map { try PolicyFile(path: $0, kind: .permissions).text() }
    let trust = try trust.map { try PolicyFile(path: $0, kind: .trust).text() }
    try await connection.perform { connection in
      let role = try await connection.call(
        UpdateRole.self,
        UpdateRole.Input(name: name, trustPolicy: trust, permissionPolicy: permissions))
      Report(role).write(report)
    }
  }
}

extension Report {
  /// Creates a report of roles.
  init(_ roles: [Role], width: Int?) {
    var table = Table(columns: [.text("ROLE"), .flexible("ALLOWS", minimum: 16)])
    table.rows = roles.map { [$0.name, PolicyFile.actions(of: $0.permissionPolicy)] }
    self.init(
      table, json: JSONValue(body: ListRoles.encode(roles)), width: width,
      emptyRemark: "There are no roles.")
  }

  /// Creates a report of one role.
  init(_ role: Role) {
    self.init(
      lines: ["Role  \(role.name.escaped)", "", "Permissions:"] + role.permissionPolicy.escapedLines
        + ["", "Trust:"] + role.trustPolicy.escapedLines,
      json: JSONValue(body: DescribeRole.encode(role)))
  }
}

extension String {
  /// The lines of a text, each of them safe for a terminal.
  fileprivate var escapedLines: [String] {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).escaped }
  }
}
