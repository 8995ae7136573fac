import CommandProgram
import ArgumentParser
import CognitoWire
import IdentityCore
import SyncCore
import Testing

@testable import syncctl

/// How options and answers become a pool.
@Suite struct PoolOptionTests {
  private static let pool = "us-east-1:11111111-2222-3333-4444-555555555555"

  @Test func `flags describe a pool as the console did`() throws {
    let command = try PoolCreateCommand.parse([
      "App", "--guests", "--amazon", "amzn1", "--facebook", "12", "--google", "g;h", "--openid",
      "https://login.example.com/", "--developer", "login.app", "--no-classic-flow", "--account",
      "000000000001",
    ])
    let pool = try command.wanted(canAsk: false) { _ in "" }
    #expect(
      pool
        == IdentityPoolConfiguration(
          name: "App", allowsGuests: true, allowsClassicFlow: false,
          supportedLoginProviders: [
            "www.amazon.com": "amzn1", "graph.facebook.com": "12", "accounts.google.com": "g;h",
          ], developerProviderName: "login.app",
          openIDConnectProviderARNs: [
            "arn:aws:iam::000000000001:oidc-provider/login.example.com"
          ]))
  }

  @Test func `without a name everything is asked for`() throws {
    var asked: [String] = []
    var answers = ["My App", "yes", "", "12", "", "https://login.example.com", ""][...]
    let pool = try PoolCreateCommand.parse([]).wanted(canAsk: true) { question in
      asked.append(question.text)
      return answers.popFirst() ?? ""
    }
    #expect(asked.count == 7)
    #expect(pool.name == "My App")
    #expect(pool.allowsGuests)
    #expect(pool.supportedLoginProviders == ["graph.facebook.com": "12"])
    #expect(pool.openIDConnectProviders == ["login.example.com"])
    #expect(pool.developerProviderName == nil)
    let error = #expect(throws: Failure.self) {
      try PoolCreateCommand.parse([]).wanted(canAsk: false) { _ in "" }
    }
    #expect(error?.kind == .usage)
  }

  @Test func `an update changes what it names and nothing else`() throws {
    let before = IdentityPoolConfiguration(
      name: "App", allowsGuests: true,
      supportedLoginProviders: ["www.amazon.com": "a", "graph.facebook.com": "f"],
      openIDConnectProviderARNs: ["arn:aws:iam::1:oidc-provider/login.example.com"])
    let command = try PoolUpdateCommand.parse([
      Self.pool, "--no-guests", "--google", "g", "--remove", "facebook", "--remove",
      "login.example.com",
    ])
    var wanted = before
    wanted.allowsGuests = false
    wanted.supportedLoginProviders = ["www.amazon.com": "a", "accounts.google.com": "g"]
    wanted.openIDConnectProviderARNs = []
    #expect(try command.changed(before) == wanted)
    #expect(throws: Failure.self) {
      try PoolUpdateCommand.parse([Self.pool, "--remove", "google"]).changed(before)
    }
  }

  @Test func `setting a part of push or streams keeps the rest`() throws {
    let before = PoolSyncConfiguration(
      pushSync: PushSync(applicationARNs: ["arn:a"], roleARN: "arn:r"),
      streams: CognitoStreams(streamName: "s", roleARN: "arn:t", status: .enabled))
    func input(_ options: String...) throws -> SetIdentityPoolConfiguration.Input {
      try PoolConfigurationSetCommand.parse([Self.pool] + options).input(over: before)
    }
    let streaming = try input("--streaming", "disabled")
    #expect(streaming.pushSync == nil)
    #expect(
      streaming.streams
        == CognitoStreams(streamName: "s", roleARN: "arn:t", status: .disabled))
    #expect(
      try input("--push", "arn:b").pushSync
        == PushSync(applicationARNs: ["arn:b"], roleARN: "arn:r"))
    #expect(try input("--no-push").pushSync == PushSync())
  }

  @Test func `the lines to paste name pool, region and service`() throws {
    let use = PoolUse(
      pool: try #require(IdentityPoolID(Self.pool)), region: "eu-x-1", server: "https://sync.app")
    for lines in [use.swift, use.python] {
      let text = lines.joined(separator: "\n")
      #expect(text.contains("\"\(Self.pool)\""))
      #expect(text.contains("\"eu-x-1\""))
      #expect(text.contains("\"https://sync.app\""))
    }
  }

  @Test func `the actions that a policy allows are listed`() {
    #expect(
      PolicyFile.actions(of: DefaultRoles.permissionPolicy)
        == "mobileanalytics:PutEvents, cognito-sync:*")
    #expect(PolicyFile.actions(of: "nonsense") == "")
  }
}
