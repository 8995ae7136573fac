import Game
import SyncClient

/// What the game shows about the link, worked out from one step after another.
struct LinkState: Hashable {
  /// Something that became of the link.
  enum Step {
    /// There is no service, because the player wants none.
    case offline
    /// A synchronization began.
    case began
    /// A synchronization ended well.
    case succeeded
    /// A synchronization failed.
    case failed(SyncError)
    /// The service's events arrive.
    case connected
    /// They do not arrive any more.
    case disconnected(SyncError)
    /// Somebody signed in.
    case signedIn
    /// Records were written here.
    case changed
  }

  private enum Phase: Hashable {
    case idle
    case running
    case unreachable
    case refused(String)
    case signInEnded
  }

  /// Whether a player is signed in.
  var isSignedIn = false
  /// Whether the service was heard of last.
  private(set) var isConnected = false
  private var phase = Phase.idle
  private var queued = 0
  private var told: SyncStatus?

  /// Takes in a step; `count` tells how many local edits wait to be uploaded, and is asked only
  /// where that is not known.
  mutating func take(_ step: Step, count: () -> Int) {
    if case .changed = step, phase != .unreachable {
      // At least one: counting all records at each key press would be waste.
      queued = max(queued, 1)
    } else {
      queued = count()
    }
    switch step {
    case .offline: phase = .unreachable
    case .began: if phase == .idle { phase = .running }
    case .succeeded:
      phase = .idle
      isConnected = true
    case .connected:
      isConnected = true
      if phase == .unreachable { phase = .idle }
    case .failed(let error), .disconnected(let error):
      isConnected = false
      phase =
        if Self.isPassing(error) {
          .unreachable
        } else if error.code == .notAuthorized, isSignedIn {
          .signInEnded
        } else {
          .refused(error.sentence)
        }
    case .signedIn: phase = .running
    case .changed: break
    }
  }

  /// Returns what is to be shown, if that is something else than before.
  mutating func news() -> SyncStatus? {
    let status = status
    guard status != told else { return nil }
    told = status
    return status
  }

  private var status: SyncStatus {
    switch phase {
    case .signInEnded where isSignedIn: .signInEnded
    case .refused(let reason): .problem(reason)
    case .idle where isSignedIn: queued == 0 ? .synced : .saving
    case .running where isSignedIn: .saving
    case .unreachable where isSignedIn: .offline(queued: queued)
    case .idle, .running, .unreachable, .signInEnded: .guest
    }
  }

  /// Whether the failure says no more than that the service is out of reach for now.
  private static func isPassing(_ error: SyncError) -> Bool {
    switch error.code {
    case .offline, .interrupted, .throttled, .serviceFault, .cancelled, .identityChanged,
      .conflictRetriesExceeded:
      true
    case _: false
    }
  }
}
