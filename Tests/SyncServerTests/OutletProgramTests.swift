import CognitoWire
import Foundation
import HTTPTypes
import SyncCore
import SyncServer
import Testing

/// The program and whom it tells what happens, over real connections.
@Suite struct OutletProgramTests {
  private func configure(
    _ client: ProgramClient, _ pool: IdentityPoolID, push: [String]? = nil, stream: String? = nil
  ) async throws {
    _ = try await client.call(
      SetIdentityPoolConfiguration.self,
      SetIdentityPoolConfiguration.Input(
        pool: pool, pushSync: push.map { PushSync(applicationARNs: $0) },
        streams: stream.map { CognitoStreams(streamName: $0, status: .enabled) }),
      as: client.developer)
  }

  @Test func `S-093 a trigger at a URL decides over a commit`() async throws {
    let receiver = StubReceiver { _, message throws(Webhook.Failure) in
      let event = (try? JSONReader.read(message.body)) ?? .null
      let record = JSONValue.object([
        JSONMember("newValue", .string("checked")), JSONMember("op", .string("replace")),
      ])
      return Webhook.Reply(
        status: 200,
        body: JSONWriter.write(
          event.with("datasetRecords", event["datasetRecords"]?.with("a", record))))
    }
    try await StubServer.run(receiver) { url in
      let program = try ServerProgram([
        "--listen", "127.0.0.1:0", "--trigger", "\(Names.function)=\(url)/check",
      ])
      let client = try ProgramClient(program.url(), program)
      let guest = try await client.guest()
      _ = try await client.call(
        SetCognitoEvents.self,
        SetCognitoEvents.Input(pool: guest.pool, trigger: .set(Names.function)),
        as: client.developer)
      #expect(try await client.commit(guest, [patch("a", "1")]).map(\.value) == ["checked"])
      #expect(program.end() == 0)
      try FileManager.default.removeItem(at: program.directory)
    }
  }

  @Test func `S-097 S-100 streams and push reach their URLs`() async throws {
    let receiver = StubReceiver()
    try await StubServer.run(receiver) { url in
      let program = try ServerProgram([
        "--listen", "127.0.0.1:0", "--stream", "s=\(url)/stream", "--push",
        "\(Names.application)=\(url)/push",
      ])
      let client = try ProgramClient(program.url(), program)
      let guest = try await client.guest()
      try await client.commit(guest, [patch("a", "1")])
      try await configure(client, guest.pool, push: [Names.application], stream: "s")
      let device = try await client.call(
        RegisterDevice.self,
        RegisterDevice.Input(
          pool: guest.pool, identity: guest.identity, platform: .google, token: "t"),
        as: guest.credentials)
      _ = try await client.call(
        SubscribeToDataset.self,
        DatasetSubscription(dataset: try guest.place(), device: device), as: guest.credentials)
      try await client.commit(guest, [patch("b", "1")])
      let messages = await receiver.bodies(2)
      #expect(messages.count { $0.text("dataSetName") == "prefs" } == 1)
      #expect(messages.count { $0["data"]?.text("syncCount") == "2" } == 1)
      #expect(program.end() == 0)
      try FileManager.default.removeItem(at: program.directory)
    }
  }

  @Test func `a stream that nobody named is a file below the data`() async throws {
    let program = try ServerProgram(["--listen", "127.0.0.1:0"])
    let client = try ProgramClient(program.url(), program)
    let guest = try await client.guest()
    try await configure(client, guest.pool, stream: "mine")
    try await client.commit(guest, [patch("a", "1")])
    let file = program.directory.appending(path: "data/streams/mine.jsonl")
    try await until { (try? Data(contentsOf: file).last) == UInt8(ascii: "\n") }
    #expect(
      try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        == 0o600)
    // The next start finds half a line and goes on behind the whole ones; what was on its way when
    // the program was killed may come twice.
    _ = program.end(with: SIGKILL)
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"half"#.utf8))
    try handle.close()
    let again = try ServerProgram(["--listen", "127.0.0.1:0"], in: program.directory)
    let next = try ProgramClient(again.url(), again)
    let other = try await next.guest()
    try await next.commit(other, [patch("b", "1")])
    try await until {
      try String(contentsOf: file, encoding: .utf8).contains(other.identity.rawValue)
    }
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      #expect(try JSONReader.read(Array(line.utf8)).text("dataSetName") == "prefs")
    }
    #expect(again.end() == 0)
    try FileManager.default.removeItem(at: program.directory)
  }

  @Test func `metrics have their own listener when asked for`() async throws {
    let program = try ServerProgram([
      "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0",
    ])
    let client = try ProgramClient(program.url(), program)
    let metrics = try ProgramClient(program.metricsURL(), program)
    #expect(try await client.get("/health").status == 404)
    #expect(try await client.get("/metrics").status == 404)
    #expect(try await metrics.get("/health").bodyText == #"{"status":"ok"}"#)
    #expect(try await metrics.get("/metrics").bodyText.contains("syncd_requests_total"))
    #expect(try await metrics.get("/.well-known/hundred-holds").status == 404)
    #expect(program.end() == 0)
    try FileManager.default.removeItem(at: program.directory)
  }

  @Test func `a port for metrics that is taken is named`() throws {
    let first = try ServerProgram([
      "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0",
    ])
    _ = first.url()
    let taken = String(first.metricsURL().dropFirst("http://".count))
    let second = try ServerProgram.run(
      ServerProgram.executable,
      [
        "serve", "--data", first.directory.appending(path: "other").path, "--listen",
        "127.0.0.1:0", "--metrics-listen", taken,
      ])
    #expect(second.status == 1)
    #expect(second.output.contains("error: Another program listens on http://\(taken)."))
    #expect(first.end() == 0)
    try FileManager.default.removeItem(at: first.directory)
  }

  @Test func `a request under way is answered before the program ends`() async throws {
    let (gate, opener) = AsyncStream.makeStream(of: Void.self)
    let receiver = StubReceiver { _, message throws(Webhook.Failure) in
      for await _ in gate {}
      return Webhook.Reply(status: 200, body: message.body)
    }
    try await StubServer.run(receiver) { url in
      let program = try ServerProgram([
        "--listen", "127.0.0.1:0", "--trigger", "\(Names.function)=\(url)",
      ])
      let client = try ProgramClient(program.url(), program)
      let guest = try await client.guest()
      _ = try await client.call(
        SetCognitoEvents.self,
        SetCognitoEvents.Input(pool: guest.pool, trigger: .set(Names.function)),
        as: client.developer)
      async let written = client.commit(guest, [patch("a", "1")])
      _ = await receiver.bodies(1)
      program.signal(SIGTERM)
      opener.finish()
      #expect(try await written.map(\.syncCount) == [1])
      #expect(program.status() == 0)
      try FileManager.default.removeItem(at: program.directory)
    }
  }
}
