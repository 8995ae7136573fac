import SyncCore
import Synchronization
import Testing

@testable import SyncClient

@Suite struct LiveEventTests {
  @Test(arguments: [1, 2, 7, 1_000])
  func `events are the same however their bytes arrive`(size: Int) {
    let text =
      ": hello\r\nevent: change\r\nid: GameInfo:4\ndata: one\ndata: two\n\n\ndata: last\r\n\r\n"
    var parser = EventStreamParser()
    var events: [EventStreamParser.Event] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      events += parser.feed(Array(rest.prefix(size))) ?? []
      rest = rest.dropFirst(size)
    }
    #expect(
      events == [
        .init(name: "change", id: "GameInfo:4", data: "one\ntwo"),
        .init(name: "", id: "GameInfo:4", data: "last"),
      ])
  }

  @Test func `an endless line breaks the stream instead of filling the memory`() {
    var parser = EventStreamParser()
    #expect(parser.feed([UInt8](repeating: 65, count: 100_000)) == nil)
  }

  @Test(arguments: [
    ("{}", nil as Int64?), ("", nil), ("[1]", nil),
    (
      #"{"source":"cognito-sync","identityId":"r:1","datasetName":"D","syncCount":"7"}"#,
      7
    ), (#"{"source":"other","identityId":"r:1","datasetName":"D","syncCount":"7"}"#, nil),
    (#"{"source":"cognito-sync","identityId":"r:1","datasetName":"D","syncCount":7}"#, 7),
  ])
  func `only the service's own events count`(data: String, expected: Int64?) {
    #expect(LiveEvent(data: data)?.syncCount == expected)
  }

  @Test func `a device pulls when another has written, and only then`() async throws {
    let bench = try Bench()
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    _ = try await dataset.synchronize()
    let identity = try await bench.identity()
    let worker = Task { await bench.manager.run() }
    let follower = Task { await bench.manager.follow(dataset) }
    while bench.service.state.withLock(\.streams).isEmpty { await Task.yield() }
    var changes = dataset.changes().makeAsyncIterator()

    // The echo of the own commit, an event of another identity, and then news.
    let calls = bench.service.calls.count
    for (owner, count) in [(identity.rawValue, 1), ("us-east-1:ff", 9)] {
      send(count, to: bench, owner)
    }
    try bench.service.write(["b": "2"], to: identity)
    send(2, to: bench, identity.rawValue)
    #expect(await changes.next()?.scope == .keys([try #require(RecordKey("b"))]))
    #expect(bench.service.calls.dropFirst(calls) == ["ListRecords"])

    // A broken stream is opened again where it ended.
    for stream in bench.service.state.withLock(\.streams) { stream.finish() }
    while !bench.service.calls.contains("SubscribeToEvents GameInfo:2") { await Task.yield() }
    follower.cancel()
    worker.cancel()
    await bench.manager.close()
  }

  private func send(_ count: Int, to bench: Bench, _ identity: String) {
    let text = """
      event: change
      id: GameInfo:\(count)
      data: {"source":"cognito-sync","identityPoolId":"p","identityId":"\(identity)",\
      "datasetName":"GameInfo","syncCount":"\(count)"}


      """
    for stream in bench.service.state.withLock(\.streams) { stream.yield(Array(text.utf8)) }
  }
}
