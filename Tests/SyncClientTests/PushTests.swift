import CognitoWire
import SyncCore
import Synchronization
import TestKit
import Testing

@testable import SyncClient

@Suite struct PushTests {
  @Test func `C-075 B-74 a changed push token causes a new registration, the same one none`()
    async throws
  {
    let folder = try TemporaryDirectory()
    let bench = try Bench(folder: folder)
    let first = try await bench.manager.registerDevice(platform: .google, token: "one")
    #expect(try await bench.manager.registerDevice(platform: .google, token: "one") == first)
    await bench.manager.close()
    let restarted = try Bench(service: bench.service, folder: folder)
    #expect(try await restarted.manager.registerDevice(platform: .google, token: "one") == first)
    #expect(registrations(bench) == 1)
    let second = try await restarted.manager.registerDevice(platform: .google, token: "two")
    #expect(second != first)
    let third = try await restarted.manager.registerDevice(platform: .amazon, token: "two")
    #expect(third != second)
    #expect(registrations(bench) == 3)
  }

  enum Ending: CaseIterable { case wipe, wipeAll, clear, login }

  @Test(arguments: Ending.allCases)
  func `C-075 a wipe or another identity ends a registration`(ending: Ending) async throws {
    let bench = try Bench()
    let identity = try await bench.identity()
    if ending == .login {
      // The login's owner exists, so that the guest is merged into another identity.
      let other = try Bench(service: bench.service, logins: { ["idp": "ann"] })
      _ = try await other.identity()
    }
    _ = try await bench.manager.registerDevice(platform: .apple, token: "one")
    switch ending {
    case .wipe: try bench.manager.wipe(identity)
    case .wipeAll: try await bench.manager.wipeAll()
    case .clear: try await bench.manager.credentials.clear()
    case .login: try await bench.manager.credentials.setLogins { ["idp": "ann"] }
    }
    let dataset = try bench.dataset()
    try dataset.set("a", to: "1")
    _ = try await dataset.synchronize()
    #expect(bench.service.state.withLock(\.senders) == [nil])
    #expect(try await (bench.identity() == identity) == (ending == .wipe))
    #expect(try bench.manager.store.registration(of: identity) == nil)
    #expect(await code { try await dataset.subscribe() } == .deviceNotRegistered)
    _ = try await bench.manager.registerDevice(platform: .apple, token: "one")
    #expect(registrations(bench) == 2)
  }

  @Test(arguments: [
    ("other owner", 9, nil as Bool?), ("other pool", 9, nil), ("other source", 9, nil),
    ("bad count", 9, nil), ("bad dataset", 9, nil), ("own", 0, false), ("own", 1, false),
    ("own", 2, true),
  ])
  func `C-076 only a newer change of the present identity causes a synchronization`(
    kind: String, count: Int, isNeeded: Bool?
  ) async throws {
    let bench = try await synchronizedBench()
    try bench.service.write(["b": "2"], to: try await bench.identity())
    let calls = bench.service.calls
    let payload = try await payload(kind, count, bench)
    let push = try await bench.manager.pushSync(from: payload)
    #expect(push?.isNeeded == isNeeded)
    #expect(push?.syncCount == isNeeded.map { _ in SyncCount(count) })
    let wished = try bench.manager.store.wishes().keys.map(\.rawValue)
    #expect(wished == (isNeeded == true ? ["GameInfo"] : []))
    #expect(bench.service.calls == calls)
  }

  @Test func `C-076 a notification wishes a synchronization that outlives the process`()
    async throws
  {
    let bench = try await synchronizedBench()
    try bench.service.write(["b": "2"], to: try await bench.identity())
    let push = try await bench.manager.pushSync(from: try await payload("own", 2, bench))
    #expect(push?.isNeeded == true)
    await bench.manager.close()
    let restarted = try Bench(service: bench.service, folder: bench.folder)
    var changes = try restarted.dataset().changes().makeAsyncIterator()
    let worker = Task { await restarted.manager.run() }
    #expect(await changes.next() != nil)
    #expect(try restarted.dataset().value(for: "b") == "2")
    worker.cancel()
    await restarted.manager.close()
  }

  @Test(arguments: ["2", #""2""#], [true, false])
  func `a JSON payload has its count as a text or a number, nested or not`(
    count: String, isNested: Bool
  ) async throws {
    let bench = try await synchronizedBench()
    let keys = """
      {"source":"cognito-sync","identityPoolId":"\(Bench.pool)",\
      "identityId":"\(try await bench.identity())","datasetName":"GameInfo","syncCount":\(count)}
      """
    let text = isNested ? #"{"aps":{"content-available":1},"data":\#(keys)}"# : keys
    let push = try await bench.manager.pushSync(fromJSON: Array(text.utf8))
    #expect(push?.syncCount == 2)
    #expect(push?.isNeeded == true)
  }

  @Test(arguments: ["", "[1]", "{}", #"{"data":"cognito-sync"}"#, #"{"source":"cognito-sync"}"#])
  func `what is no notification is nothing`(text: String) async throws {
    let bench = try Bench()
    #expect(try await bench.manager.pushSync(fromJSON: Array(text.utf8)) == nil)
    #expect(bench.service.calls.isEmpty)
  }

  @Test func `C-077 a commit names the device once it is registered`() async throws {
    let bench = try await synchronizedBench()
    let device = try await bench.manager.registerDevice(platform: .google, token: "one")
    try bench.dataset().set("a", to: "2")
    _ = try await bench.dataset().synchronize()
    #expect(bench.service.state.withLock(\.senders) == [nil, device])
  }

  @Test func `a dataset is subscribed to and not any more`() async throws {
    let bench = try await synchronizedBench()
    let dataset = try bench.dataset()
    let device = try await bench.manager.registerDevice(platform: .google, token: "one")
    try await dataset.subscribe()
    try await dataset.subscribe()
    let subscriptions = bench.service.state.withLock(\.subscriptions)
    #expect(subscriptions.map(\.device) == [device])
    #expect(subscriptions.map(\.dataset.name.rawValue) == ["GameInfo"])
    try await dataset.unsubscribe()
    #expect(bench.service.state.withLock(\.subscriptions).isEmpty)
    #expect(await code { try await dataset.unsubscribe() } == .notFound)
  }

  @Test func `C-078 unsubscribing in bulk takes a missing subscription for done`() async throws {
    let bench = try await synchronizedBench()
    _ = try bench.dataset("Absent")
    let last = try bench.dataset("Zoo")
    try last.set("a", to: "1")
    _ = try await last.synchronize()
    _ = try await bench.manager.registerDevice(platform: .google, token: "one")
    try await last.subscribe()
    try await bench.manager.unsubscribeAll()
    #expect(bench.service.state.withLock(\.subscriptions).isEmpty)
    #expect(bench.service.calls.count { $0 == "UnsubscribeFromDataset" } == 3)
  }

  @Test func `C-078 any other failure of unsubscribing in bulk is reported`() async throws {
    let bench = try await synchronizedBench()
    _ = try await bench.manager.registerDevice(platform: .google, token: "one")
    bench.service.state.withLock {
      $0.fault = { $0 == "UnsubscribeFromDataset" ? .unreachable : nil }
    }
    #expect(await code { try await bench.manager.unsubscribeAll() } == .offline)
  }

  @Test func `subscribing in bulk reaches all datasets and reports the ones that are missing`()
    async throws
  {
    let bench = try await synchronizedBench()
    _ = try bench.dataset("Absent")
    _ = try await bench.manager.registerDevice(platform: .google, token: "one")
    #expect(await code { try await bench.manager.subscribeAll() } == .notFound)
    let names = bench.service.state.withLock(\.subscriptions).map(\.dataset.name.rawValue)
    #expect(names == ["GameInfo"])
  }

  @Test func `without a registration subscriptions are refused and nothing is asked`() async throws
  {
    let bench = try await synchronizedBench()
    let calls = bench.service.calls
    let dataset = try bench.dataset()
    #expect(await code { try await dataset.subscribe() } == .deviceNotRegistered)
    #expect(await code { try await dataset.unsubscribe() } == .deviceNotRegistered)
    #expect(await code { try await bench.manager.subscribeAll() } == .deviceNotRegistered)
    #expect(await code { try await bench.manager.unsubscribeAll() } == .deviceNotRegistered)
    let own = try bench.manager.deviceDataset("Device")
    #expect(await code { try await own.subscribe() } == .notSynchronizable)
    #expect(bench.service.calls == calls)
  }

  /// Returns a device whose dataset has been uploaded and stands at count 1.
  private func synchronizedBench() async throws -> Bench {
    let bench = try Bench()
    try bench.dataset().set("a", to: "1")
    _ = try await bench.dataset().synchronize()
    return bench
  }

  private func payload(_ kind: String, _ count: Int, _ bench: Bench) async throws -> [String:
    String]
  {
    [
      "source": kind == "other source" ? "mail" : "cognito-sync",
      "identityPoolId": kind == "other pool" ? "us-east-1:ff" : Bench.pool.rawValue,
      "identityId": kind == "other owner" ? "us-east-1:ff" : try await bench.identity().rawValue,
      "datasetName": kind == "bad dataset" ? "a b" : "GameInfo",
      "syncCount": kind == "bad count" ? "many" : String(count),
    ]
  }

  private func registrations(_ bench: Bench) -> Int {
    bench.service.calls.count { $0 == "RegisterDevice" }
  }

  private func code(_ body: () async throws -> Void) async -> SyncError.Code? {
    do {
      try await body()
      return nil
    } catch {
      return (error as? SyncError)?.code
    }
  }
}
