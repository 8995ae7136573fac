import CognitoWire
import HTTPTypes
import IdentityCore
import Logging
import RequestSigning
import ServerStorage
import Synchronization
import Testing

@Suite struct LogTests {
  @Test func `the log names requests and keeps secrets`() async throws {
    let log = CapturedLog()
    let service = try await TestService(logger: log.logger)
    let guest = try await service.guest()
    try await service.commit(guest, [patch("key-in-record", "value-in-record")])
    _ = await refusal { try await service.commit(guest, [patch("key-in-record", "x")]) }
    let tokens = try await service.signUp("ann", "correct-horse")
    _ = try await service.signIn("ann", "wrong-horse")
    _ = try await service.credentials(
      for: guest.identity, logins: ["localhost": tokens.text("id_token")])
    let text = log.text
    #expect(text.contains("operation=UpdateRecords"))
    #expect(text.contains("status=409"))
    #expect(text.contains("request-id="))
    let session = try #require(guest.credentials.sessionToken)
    for secret in [
      guest.credentials.secretAccessKey, session, "value-in-record", "key-in-record",
      "correct-horse", "wrong-horse", tokens.text("id_token"), tokens.text("refresh_token"),
      TestService.developer.secretAccessKey,
    ] { #expect(!text.contains(secret)) }
  }
}

extension LogTests {
  @Test func `the log of the identity service keeps tokens secret`() async throws {
    let log = CapturedLog()
    let world = try await IdentityWorld(logger: log.logger)
    let guest = try await world.id()
    var secrets = ["ann-at-amazon", try await world.openIDToken(guest).token]
    _ = await refusal { try await world.id(world.amazon("bad-at-amazon")) }
    secrets.append("bad-at-amazon")
    let member = try await world.credentials(guest, world.amazon("ann-at-amazon"))
    let backend = try await world.developerToken("ann", tags: ["team": "secret-team"])
    let openID = try await world.openID("ann")
    _ = try await world.id(openID)
    let role = try #require(try await world.service.store.roles(of: world.pool).authenticated)
    let token = try await world.openIDToken(guest, world.amazon("ann-at-amazon")).token
    let session = try world.session(try await world.assume(role, token), of: guest)
    _ = try await world.assume(role, "garbage-of-a-token")
    world.providers.setDown(true)
    _ = await refusal { try await world.id(world.facebook("token-for-nobody")) }
    secrets += openID.values
    secrets += [
      backend.token, token, "secret-team", "garbage-of-a-token", "token-for-nobody",
      member.credentials.secretAccessKey, session.credentials.secretAccessKey,
    ]
    secrets += [member, session].compactMap(\.credentials.sessionToken)
    let text = log.text
    #expect(text.contains("operation=AssumeRoleWithWebIdentity"))
    #expect(text.contains("operation=GetOpenIdTokenForDeveloperIdentity"))
    for secret in secrets { #expect(!text.contains(secret)) }
  }
}

/// Keeps what is logged at every level.
private final class CapturedLog: Sendable {
  private let lines = Mutex<[String]>([])

  var text: String { lines.withLock { $0.joined(separator: "\n") } }

  var logger: Logger {
    Logger(label: "test") { _ in Handler(log: self) }
  }

  private func append(_ line: String) { lines.withLock { $0.append(line) } }

  private struct Handler: LogHandler {
    let log: CapturedLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { $1 }
      log.append(
        "\(event.message) " + all.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
    }
  }
}
