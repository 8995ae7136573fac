import Screen
import Testing

@testable import Game

@Suite struct RhythmTests {
  private let quiet = GameEffect.wake(after: .milliseconds(300), .uploadQuiet)
  private let spacing = GameEffect.wake(after: .seconds(1), .uploadSpacing)

  @Test func `an upload follows 300 ms after the last key`() {
    var rhythm = UploadRhythm()
    #expect(rhythm.changed() == [quiet, spacing])
    #expect(rhythm.changed() == [quiet])
    #expect(rhythm.quietEnded() == [.upload(.soon), spacing])
  }

  @Test func `whoever never pauses uploads once a second`() {
    var rhythm = UploadRhythm()
    _ = rhythm.changed()
    #expect(rhythm.spacingEnded() == [.upload(.soon), spacing])
    #expect(rhythm.changed() == [])
    #expect(rhythm.quietEnded() == [])
    #expect(rhythm.spacingEnded() == [.upload(.soon), spacing])
    #expect(rhythm.spacingEnded() == [])
  }

  @Test func `something that ends uploads at once and starts the second anew`() {
    var rhythm = UploadRhythm()
    _ = rhythm.changed()
    #expect(rhythm.hurry() == [.upload(.now), spacing])
    #expect(rhythm.quietEnded() == [])
    #expect(rhythm.changed() == [])
    #expect(rhythm.spacingEnded() == [.upload(.soon), spacing])
  }

  @Test func `nothing to upload is not uploaded`() {
    var rhythm = UploadRhythm()
    #expect(rhythm.quietEnded() == [])
    #expect(rhythm.spacingEnded() == [])
  }

  /// Drives the game with a clock of its own: one key every `gap` milliseconds.
  private func uploads(keys count: Int, every gap: Int) -> [Int] {
    var session = Session.playing(3)
    session.send(.woke(.uploadSpacing))
    var timers: [GameTimer: Int] = [:]
    var uploads: [Int] = []
    func note(_ effects: [GameEffect], at time: Int) {
      for effect in effects {
        if case .wake(let delay, let timer) = effect {
          timers[timer] = time + Int(delay / .milliseconds(1))
        }
        if case .upload = effect { uploads.append(time) }
      }
    }
    for time in 0...(count * gap + 3000) {
      for (timer, due) in timers where due == time && timer != .message {
        timers[timer] = nil
        note(session.send(.woke(timer)), at: time)
      }
      if time % gap == 0, time / gap < count {
        note(session.press(time / gap % 2 == 0 ? .right : "u"), at: time)
      }
    }
    return uploads
  }

  @Test func `one key is up 300 ms later`() {
    #expect(uploads(keys: 1, every: 100) == [300])
  }

  @Test(arguments: [10, 50, 130, 290, 310, 700, 999, 1000, 1500])
  func `never more than one upload a second while playing, and none left out`(gap: Int) {
    let times = uploads(keys: 50, every: gap)
    let last = 49 * gap
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 1000 })
    #expect((times.last ?? 0) >= last)
    #expect((times.last ?? .max) <= last + 1000)
    #expect(times.count >= min(50, last / 1300))
  }

  @Test(arguments: ["n", "m", .escape] as [Key])
  func `changing the level, the map and pause upload at once`(key: Key) {
    var session = Session.playing(3)
    session.press(.right)
    #expect(session.press(key).contains(.upload(.now)))
  }

  @Test func `what stays on the device is not uploaded`() {
    var laptop = Session.playing(3)
    laptop.walk("rR")
    var phone = Session("phone", shared: laptop.shared)
    phone.press(.enter)
    phone.walk("R")
    laptop.walk("l")
    laptop.receive(phone.shared)
    laptop.send(.woke(.uploadSpacing))
    laptop.send(.woke(.uploadSpacing))
    let effects = laptop.press(.left)
    #expect(effects.count == 1)
    #expect(laptop.state.play?.relation == .diverged)
  }
}
