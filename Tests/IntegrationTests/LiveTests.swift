import SyncClient
import SyncCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct LiveTests {
  /// Follows the game's dataset as the game does, and calls `body` once the stream is open.
  private static func following(
    _ device: Device,
    _ body: (AsyncStream<LiveStatus>, AsyncStream<DatasetChange>) async throws
      -> Void
  ) async throws {
    let (states, continuation) = AsyncStream.makeStream(of: LiveStatus.self)
    let changes = device.shared.changes()
    let worker = Task { await device.manager.run() }
    let follower = Task {
      await device.manager.follow(device.shared) { continuation.yield($0) }
    }
    try await body(states, changes)
    follower.cancel()
    worker.cancel()
    await device.manager.close()
  }

  @Test func `A3 a commit on one device reaches the other by itself`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    try await Self.following(phone) { states, changes in
      #expect(await states.first { $0.isConnected } != nil)
      for number in 1...3 {
        try laptop.solve(number)
        try await laptop.synchronize()
        _ = await changes.first { _ in true }
        #expect(try phone.shared.values() == laptop.shared.values())
      }
    }
  }

  @Test func `a device's own commits do not make it pull`() async throws {
    let (laptop, phone) = try await Device.pair(on: Service())
    try await Self.following(phone) { states, changes in
      #expect(await states.first { $0.isConnected } != nil)
      try phone.solve(1)
      try await phone.synchronize()
      try await laptop.synchronize()
      try laptop.solve(2)
      try await laptop.synchronize()
      _ = await changes.first { _ in true }
      let pulls = phone.line.takeOperations().count { $0 == "ListRecords" }
      #expect(pulls == 2)
    }
  }

  @Test func `the stream is resumed where it ended when the service was killed`() async throws {
    let service = try await Service(.disk)
    let (laptop, phone) = try await Device.pair(on: service)
    try await Self.following(phone) { states, changes in
      #expect(await states.first { $0.isConnected } != nil)
      try laptop.solve(1)
      try await laptop.synchronize()
      _ = await changes.first { _ in true }
      try await service.crash()
      #expect(await states.first { !$0.isConnected } != nil)
      #expect(await states.first { $0.isConnected } != nil)
      #expect(Set(phone.line.resumptions) == ["GameInfo:1"])
      try laptop.solve(2)
      try await laptop.synchronize()
      _ = await changes.first { _ in true }
      #expect(try phone.shared.values() == laptop.shared.values())
    }
  }

  @Test func `what happened while the stream was away arrives when it is back`() async throws {
    let service = try await Service(.disk)
    let (laptop, phone) = try await Device.pair(on: service)
    try await Self.following(phone) { states, changes in
      #expect(await states.first { $0.isConnected } != nil)
      phone.line.cut()
      try await service.crash()
      #expect(await states.first { !$0.isConnected } != nil)
      for number in 1...3 {
        try laptop.solve(number)
        try await laptop.synchronize()
      }
      phone.line.mend()
      _ = await changes.first { _ in true }
      #expect(try phone.shared.values() == laptop.shared.values())
    }
  }

  @Test func `a stream outlives the credentials that opened it`() async throws {
    let service = try await Service()
    let (laptop, phone) = try await Device.pair(on: service)
    try await Self.following(phone) { states, changes in
      #expect(await states.first { $0.isConnected } != nil)
      service.time.advance(byMinutes: 61)
      try laptop.solve(1)
      try await laptop.synchronize()
      _ = await changes.first { _ in true }
      #expect(try phone.shared.values() == laptop.shared.values())
    }
  }
}

extension LiveStatus {
  fileprivate var isConnected: Bool {
    switch self {
    case .connected: true
    case .disconnected: false
    }
  }
}
