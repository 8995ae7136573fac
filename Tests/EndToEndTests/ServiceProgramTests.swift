import Foundation
import Testing

/// The program `syncd` as an operator and as existing clients meet it.
@Suite(.serialized) struct ServiceProgramTests {
  @Test func `unmodified boto3 clients work against it`() throws {
    let python = try #require(
      ProcessInfo.processInfo.environment["BOTO3_PYTHON"],
      "BOTO3_PYTHON names no Python with boto3; 'make test' prepares one.")
    let sandbox = try Sandbox()
    let service = try Service(
      sandbox,
      variables: [
        "SYNCD_ADMIN_ACCESS_KEY": "AKIDEXAMPLEEXAMPLE",
        "SYNCD_ADMIN_SECRET_KEY": "a-secret-of-forty-characters-for-testing",
      ])
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../SyncServerTests/boto3/first_half.py").standardized
    let (status, output) = try Sandbox.run(
      python,
      [script.path, service.url, "AKIDEXAMPLEEXAMPLE", "a-secret-of-forty-characters-for-testing"],
      environment: sandbox.environment)
    #expect(status == 0, "\(output)")
    #expect(service.terminate() == 0)
  }

  @Test func `boto3 reads and writes the dataset that the game plays`() async throws {
    let python = try #require(ProcessInfo.processInfo.environment["BOTO3_PYTHON"])
    let sandbox = try Sandbox()
    let service = try Service(
      sandbox,
      variables: [
        "SYNCD_ADMIN_ACCESS_KEY": "AKIDEXAMPLEEXAMPLE",
        "SYNCD_ADMIN_SECRET_KEY": "a-secret-of-forty-characters-for-testing",
      ])
    let server = ["--server", service.url]
    try sandbox.signIn("laptop", ["--create"] + server)
    let laptop = try Terminal(sandbox, "laptop", server)
    try await laptop.openLevel(3)
    try laptop.press("j", "j")
    try await laptop.wait(for: "Moves     2", "* synced")
    let identity = try sandbox.identity(of: "laptop")
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "game_dataset.py")
    let (status, output) = try Sandbox.run(
      python,
      [
        script.path, service.url, "AKIDEXAMPLEEXAMPLE", "a-secret-of-forty-characters-for-testing",
        identity,
      ],
      environment: sandbox.environment)
    #expect(status == 0, "\(output)")
    #expect(output.contains("currentLevel = 3"), "\(output)")
    try await laptop.wait(for: "Mira from afar")
  }

  @Test func `a second service on the same data and a port in use are refused in a sentence`()
    throws
  {
    let sandbox = try Sandbox()
    let service = try Service(sandbox)
    let address = String(service.url.dropFirst("http://".count))
    let other = sandbox.home.appending(path: "other").path
    for (listen, data) in [("127.0.0.1:0", service.data.path), (address, other)] {
      let (status, output) = try Sandbox.run(
        Sandbox.programs.appending(path: "syncd").path,
        ["serve", "--listen", listen, "--data", data], environment: sandbox.environment)
      #expect(status == 1)
      #expect(output.contains("error: ") && output.contains("hint: "), "\(output)")
      #expect(!output.contains("Fatal error"))
    }
  }

  @Test func `listening beyond this machine needs TLS or an explicit word`() throws {
    let sandbox = try Sandbox()
    let (status, output) = try Sandbox.run(
      Sandbox.programs.appending(path: "syncd").path,
      ["serve", "--listen", "0.0.0.0:0", "--data", sandbox.home.appending(path: "x").path],
      environment: sandbox.environment)
    #expect(status == 64)
    #expect(output.contains("--insecure-plaintext"), "\(output)")
  }
}
