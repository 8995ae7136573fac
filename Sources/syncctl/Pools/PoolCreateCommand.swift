import CommandProgram
import ArgumentParser
import CognitoWire
import IdentityCore

/// `syncctl pool create`.
struct PoolCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Makes a pool with its roles, and tells how an app uses it.",
    discussion: "Without a name, on a terminal, everything is asked for.")

  @Argument(help: "The pool's name: letters, digits, spaces and _+=,.@-.")
  var name: String?

  @OptionGroup var providers: ProviderOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    let configuration = try wanted(canAsk: Output.canAsk) { $0.ask() }
    try await connection.perform { connection in
      let pool = try await connection.call(CreateIdentityPool.self, configuration)
      let roles = try await connection.call(GetIdentityPoolRoles.self, pool.id).roles
      var report = Report(pool, roles: roles)
      let use = PoolUse(pool: pool.id, region: connection.region, server: connection.place)
      report.lines += ["", "In Swift:", ""] + use.swift + ["", "In Python:", ""] + use.python
      report.write(self.report)
    }
  }

  /// Returns the pool that options and answers describe.
  func wanted(
    canAsk: Bool, ask: (Question) -> String
  ) throws(Failure) -> IdentityPoolConfiguration {
    var configuration = IdentityPoolConfiguration(name: name ?? "", allowsGuests: false)
    providers.wishes.apply(to: &configuration)
    guard name == nil else { return configuration }
    guard canAsk else {
      throw Failure(
        kind: .usage, message: "The pool needs a name.",
        hint: "syncctl pool create NAME --guests --google CLIENT-ID")
    }
    configuration.name = ask(Question(text: "The pool's name", suggestion: ""))
    let answers = answers(to: ask, allowsGuests: configuration.allowsGuests)
    if let issuer = answers.unusableIssuer {
      throw Failure(
        kind: .usage, message: "'\(issuer)' is no issuer.",
        hint: "An issuer is a URL such as https://login.example.com.")
    }
    answers.apply(to: &configuration)
    return configuration
  }

  private func answers(to ask: (Question) -> String, allowsGuests: Bool) -> PoolWishes {
    func optional(_ text: String) -> String? {
      let answer = ask(Question(text: "\(text), empty for none", suggestion: ""))
      return answer.isEmpty ? nil : answer
    }
    var wishes = PoolWishes()
    wishes.account = providers.wishes.account
    let guests = ask(
      Question(
        text: "Give identities to guests, who have no login",
        suggestion: allowsGuests ? "yes" : "no"))
    wishes.allowsGuests = ["y", "yes"].contains(guests.lowercased())
    wishes.apps["amazon"] = optional("App id at Login with Amazon")
    wishes.apps["facebook"] = optional("App id at Facebook")
    wishes.apps["google"] = optional("Client id at Google")
    wishes.issuers = optional("Issuer URL of an OpenID Connect provider").map { [$0] } ?? []
    wishes.developerProviderName = optional("Name for users of your own backend")
    return wishes
  }
}
