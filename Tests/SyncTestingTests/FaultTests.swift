import SyncClient
import SyncCore
import SyncTesting
import Synchronization
import Testing

@Suite struct FaultTests {
  @Test func `a lost request reached nobody`() async throws {
    let device = try TestDevice(on: await TestService())
    device.line.inject(.loseRequest, at: 0)
    try device.dataset.set("a", to: "1")
    #expect(await device.failure()?.code == .offline)
    #expect(try device.dataset.unsynchronizedCount() == 1)
    #expect(await device.failure() == nil)
    #expect(device.line.faultCount == 1)
  }

  @Test(arguments: [Fault.loseReply, .duplicate, .postpone, .delay(.seconds(5))])
  func `an upload that meets a fault is there once`(fault: Fault) async throws {
    let service = try await TestService()
    let device = try TestDevice(on: service, as: "ada")
    try device.dataset.set("a", to: "1")
    device.line.inject(fault, next: "UpdateRecords")
    _ = await device.failure()
    _ = await device.failure()
    #expect(device.line.faultCount == 1)
    let other = try TestDevice(on: service, as: "ada")
    _ = try await other.dataset.synchronize()
    #expect(try other.dataset.values() == ["a": "1"])
    #expect(try other.dataset.record(for: "a")?.syncCount == 1)
    #expect(try device.dataset.unsynchronizedCount() == 0)
  }

  @Test func `the first of two rules that fit is taken, once`() async throws {
    let device = try TestDevice(on: await TestService())
    device.line.inject(.loseRequest, next: "ListRecords")
    device.line.inject(.answer(status: 503), next: "ListRecords")
    #expect(await device.failure()?.code == .offline)
    #expect(await device.failure() == nil)
    #expect(
      device.line.operations == [
        "GetId", "GetCredentialsForIdentity", "ListRecords", "ListRecords", "ListRecords",
      ])
  }

  @Test func `a cut line is offline until it is healed`() async throws {
    let device = try TestDevice(on: await TestService())
    device.line.cut()
    #expect(await device.failure()?.code == .offline)
    #expect(await device.failure()?.code == .offline)
    device.line.heal()
    #expect(await device.failure() == nil)
  }

  @Test(.timeLimit(.minutes(10))) func `cutting the line ends its streams`() async throws {
    let device = try TestDevice(on: await TestService())
    let (states, continuation) = AsyncStream.makeStream(of: LiveStatus.self)
    let follower = Task {
      await device.manager.follow(device.dataset) { continuation.yield($0) }
    }
    #expect(await states.first { $0.isConnected } != nil)
    device.line.cut()
    #expect(await states.first { !$0.isConnected } != nil)
    device.line.heal()
    #expect(await states.first { $0.isConnected } != nil)
    follower.cancel()
    await follower.value
  }

  @Test func `the same seed gives the same faults`() async throws {
    var runs: [[String]] = []
    for seed: UInt64 in [1, 1, 2, 3] {
      let line = FaultPlan(seed: seed)
      let device = try TestDevice(on: await TestService(), line: line)
      line.inject(anyOf: [.loseRequest, .loseReply, .answer(status: 500)], chance: 0.3)
      for number in 0..<12 {
        try device.dataset.set("a", to: "\(number)")
        _ = await device.failure()
      }
      #expect(line.faultCount > 0)
      runs.append(line.operations)
    }
    #expect(runs[0] == runs[1])
    #expect(Set(runs).count > 1)
  }
}

extension LiveStatus {
  var isConnected: Bool { if case .connected = self { true } else { false } }
}
