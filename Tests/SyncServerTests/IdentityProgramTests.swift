import Foundation
import Testing

/// What the program makes of its options about identity providers.
@Suite struct IdentityProgramTests {
  @Test(arguments: [
    ["--provider-url", "www.amazon.com"], ["--provider-url", "=http://localhost"],
    ["--provider-url", "www.amazon.com=nowhere"],
    ["--provider-url", "www.amazon.com=ftp://localhost"],
    ["--provider-url", "www.amazon.com=http://localhost?a=b"],
    ["--provider-url", "a=http://localhost", "--provider-url", "a=http://localhost:1"],
    ["--client-id", "login.example.com"], ["--client-id", "login.example.com="],
    ["--provider-secrets", "/nowhere"], ["--openid-issuer", "nowhere"],
    ["--identity-rate", "0.5"], ["--credentials-rate", "many"],
  ])
  func `an option that cannot be meant is refused with a hint`(arguments: [String]) throws {
    let result = try ServerProgram.run(
      ServerProgram.executable,
      ["serve", "--listen", "127.0.0.1:0", "--data", "/nowhere/data"] + arguments)
    #expect(result.status == 64)
    #expect(result.output.hasPrefix("error: "))
    #expect(result.output.contains(arguments[0].dropFirst(2)) || result.output.contains("URL"))
    #expect(result.output.contains("\nhint: "))
  }

  @Test(arguments: [
    (0o644, #"{"graph.facebook.com":{"1":"the-secret"}}"#, "Others can read the secrets"),
    (0o640, #"{"graph.facebook.com":{"1":"the-secret"}}"#, "Others can read the secrets"),
    (0o600, #"{"graph.facebook.com":{"1":"the-secret"}"#, "holds something else"),
    (0o600, #"{"www.amazon.com":{"1":"the-secret"}}"#, "holds something else"),
    (0o600, #"{"graph.facebook.com":{"1":""}}"#, "holds something else"),
    (0o600, #"["the-secret"]"#, "holds something else"),
  ])
  func `a file of secrets is its owner's alone, and its content stays secret`(
    mode: Int, content: String, complaint: String
  ) throws {
    let directory = try ServerProgram.temporaryDirectory()
    let path = directory.appending(path: "secrets.json").path
    #expect(
      FileManager.default.createFile(
        atPath: path, contents: Data(content.utf8), attributes: [.posixPermissions: mode]))
    let result = try ServerProgram.run(
      ServerProgram.executable,
      ["serve", "--listen", "127.0.0.1:0", "--data", "/nowhere/data", "--provider-secrets", path])
    #expect(result.status == 64)
    #expect(result.output.contains(complaint))
    #expect(!result.output.contains("the-secret"))
    try FileManager.default.removeItem(at: directory)
  }
}
