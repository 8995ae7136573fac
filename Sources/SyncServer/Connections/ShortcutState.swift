import NIOCore

/// What a connection knows about its requests: which are under way, on which way, and since when
/// nothing has happened.
struct ShortcutState {
  /// The way of the request whose parts are coming in.
  enum Reading: Equatable {
    case nothing
    case shortcut
    case detour
  }

  /// What to do when a connection may have been idle for too long.
  enum Idleness: Equatable {
    case close
    case look(at: NIODeadline)
  }

  /// The way of the request that is being read.
  private(set) var reading = Reading.nothing
  /// Whether an answer to a request on the shortcut is being made.
  private(set) var isAnswering = false
  /// Requests handed on whose answers have not ended.
  private var handedOn = 0
  private var lastActivity: NIODeadline

  init(now: NIODeadline) { lastActivity = now }

  /// Whether a request may take the shortcut without overtaking another.
  var isFree: Bool { handedOn == 0 && !isAnswering && reading == .nothing }

  /// Whether a request is on the shortcut, complete or not.
  var isOnShortcut: Bool { isAnswering || reading == .shortcut }

  /// Notes that something came in.
  mutating func touch(_ now: NIODeadline) { lastActivity = now }

  /// Notes the head of a request that takes a way.
  mutating func begin(_ way: Reading) {
    reading = way
    if way == .detour { handedOn += 1 }
  }

  /// Notes the end of the request that was being read.
  mutating func complete() {
    isAnswering = reading == .shortcut
    reading = .nothing
  }

  /// Notes that a request on the shortcut comes no further.
  mutating func abandon() { if reading == .shortcut { reading = .nothing } }

  /// Notes that the answer to the request on the shortcut is written.
  mutating func answered(_ now: NIODeadline) {
    isAnswering = false
    lastActivity = now
  }

  /// Notes that an answer on the detour is written.
  mutating func answeredOnDetour(_ now: NIODeadline) {
    handedOn -= 1
    lastActivity = now
  }

  /// Decides at `now` whether nothing has come for `timeout`; while an answer is being made, the
  /// other side rightly says nothing.
  func idleness(_ now: NIODeadline, _ timeout: TimeAmount) -> Idleness {
    if reading == .nothing, isAnswering || handedOn > 0 { return .look(at: now + timeout) }
    let end = lastActivity + timeout
    return now >= end ? .close : .look(at: end)
  }
}
