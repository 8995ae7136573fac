import Foundation
import Testing

extension RobustnessSuite {
  /// Unmodified clients by others, which know nothing of this service.
  @Suite(.serialized) struct ClientTests {
    private static func run(_ script: String) async throws {
      let python = try #require(
        ProcessInfo.processInfo.environment["BOTO3_PYTHON"],
        "BOTO3_PYTHON names no Python with boto3 and awscli; 'make test' prepares one.")
      let path = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "clients/\(script)").path
      try await Threads.run {
        let result = try SyncdProcess.run([python, path, SyncdProcess.executable])
        #expect(result.status == 0, "\(result.output.suffix(4_000))")
        #expect(result.output.hasSuffix("everything as specified\n"))
      }
    }

    @Test func `S-001 S-009 boto3 has all 17 operations and every modelled error`() async throws {
      try await Self.run("sync_operations.py")
    }

    @Test func `S-001 the AWS CLI has all 17 operations`() async throws {
      try await Self.run("aws_cli.py")
    }

    @Test func `boto3 has all operations of identities and roles, in both flows`() async throws {
      try await Self.run("identity_operations.py")
    }

    @Test func `I-012 an OpenID Connect provider by others signs users in`() async throws {
      try await Self.run("openid_provider.py")
    }

    @Test func `S-004 S-005 S-006 S-007 S-008 S-012 old clients keep their habits`() async throws {
      try await Self.run("old_clients.py")
    }
  }
}
