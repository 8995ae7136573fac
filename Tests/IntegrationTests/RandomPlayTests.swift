import Game
import PuzzleRules
import SyncClient
import SyncCore
import TestKit
import Testing

/// Devices of one player that do anything in any order, over lines and with a service that fail.
@Suite struct RandomPlayTests {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `devices agree in the end, and nothing achieved is ever lost`(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let storage = seed.isMultiple(of: 4) ? Service.Storage.disk : .memory
    var player = try await Player(on: Service(storage), usesDisk: storage == .disk)
    var history: [String] = []
    for _ in 0..<40 {
      history.append(try await player.step(&generator))
      try player.expectNothingLost("seed \(seed): \(history.joined(separator: ", "))")
    }
    for device in player.devices { device.line.heal() }
    for _ in 0..<2 {
      for index in player.devices.indices { try await player.synchronize(index) }
    }
    try player.expectNothingLost("seed \(seed): \(history.joined(separator: ", "))")
    for device in player.devices.dropFirst() {
      try Device.expectAgreement(player.devices[0], device)
    }
    let progress = try player.devices[0].progress
    #expect(progress.highScore >= player.floors.map(\.score).max() ?? 0, "seed \(seed)")
    #expect(try await player.service.datasets(of: player.devices[0].identity()) == ["GameInfo"])
  }
}

/// A player with several devices, and what each device has shown so far.
private struct Player {
  /// What must never be less again on a device.
  struct Floor {
    var score = 0
    var bests: [Int: LevelResult] = [:]
  }

  private static let names = ["laptop", "phone", "desk"]
  private static let directions = ["l", "r", "u", "d"]

  let service: Service
  let usesDisk: Bool
  var devices: [Device] = []
  var floors: [Floor]
  private var isSignedIn: [Bool]

  init(on service: Service, usesDisk: Bool) async throws {
    self.service = service
    self.usesDisk = usesDisk
    for name in Self.names { devices.append(try await Device(name, on: service)) }
    floors = Self.names.map { _ in Floor() }
    isSignedIn = Self.names.map { _ in false }
    try await devices[0].signIn("ada", isNew: true)
    isSignedIn[0] = true
  }

  /// Does something and says what.
  mutating func step(_ generator: inout SeededGenerator) async throws -> String {
    let index = Int.random(in: devices.indices, using: &generator)
    let device = devices[index]
    switch Int.random(in: 0..<12, using: &generator) {
    case 0...1:
      let level = Int.random(in: 1...10, using: &generator)
      try device.solve(level)
      return "\(index) solves \(level)"
    case 2...4:
      let level = Int.random(in: 3...4, using: &generator)
      let way = Self.directions.randomElement(using: &generator) ?? "l"
      try device.tryPlaying(way, atLevel: level)
      return "\(index) plays \(way) at \(level)"
    case 5...7:
      let fault = Fault.allCases.randomElement(using: &generator) ?? .late
      device.line.fail(fault, at: Int.random(in: 0..<5, using: &generator))
      let failure = await device.failure()
      device.line.heal()
      return "\(index) syncs, \(fault): \(failure?.code.rawValue ?? "well")"
    case 8:
      devices[index] = try await device.restarted()
      return "\(index) restarts"
    case 9:
      let minutes = Int64.random(in: 1...90, using: &generator)
      service.time.advance(byMinutes: minutes)
      return "\(minutes) minutes pass"
    case 10 where usesDisk:
      try await service.crash()
      return "the service is killed"
    case _:
      try await synchronize(index)
      return "\(index) joins"
    }
  }

  /// Signs the device in, as a guest with progress if need be, and synchronises.
  mutating func synchronize(_ index: Int) async throws {
    if !isSignedIn[index] {
      try await devices[index].signIn("ada")
      isSignedIn[index] = true
    }
    do {
      try await devices[index].synchronizeEventually()
    } catch {
      // A sign-in that has ended, because the answer with its next token was lost.
      try await devices[index].signIn("ada")
      try await devices[index].synchronizeEventually()
    }
  }

  /// Expects that no device shows less than it has shown before.
  mutating func expectNothingLost(_ history: String) throws {
    for (index, device) in devices.enumerated() {
      let progress = try device.progress
      #expect(progress.highScore >= floors[index].score, "\(history)")
      floors[index].score = progress.highScore
      for level in 1...10 {
        let best = progress.best(ofLevel: level)
        if let floor = floors[index].bests[level] {
          #expect(best.map { $0 >= floor } == true, "\(history)")
        }
        floors[index].bests[level] = best
      }
    }
  }
}

extension Device {
  /// Plays an action unless something is in the way.
  fileprivate func tryPlaying(_ text: String, atLevel number: Int) throws {
    guard var attempt = try progress.board(atLevel: number)?.attempt,
      let action = try LURD.actions(in: text).first, attempt.perform(action) != .bump
    else { return }
    try play(text, atLevel: number)
  }
}
