import RequestSigning
import SyncCore
import Synchronization

/// The text of the field `Date`, made once a second.
final class HTTPDateCache: Sendable {
  private struct Entry: Sendable {
    var second: Int64 = .min
    var text = ""
  }

  private let entry = Mutex(Entry())

  /// Returns the text for a moment (RFC 9110, 5.6.7).
  func text(at now: Timestamp) -> String {
    let date = SigningDate(milliseconds: now.milliseconds)
    return entry.withLock { entry in
      if entry.second != date.seconds {
        entry = Entry(second: date.seconds, text: date.httpDescription)
      }
      return entry.text
    }
  }
}
