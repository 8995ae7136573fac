/// A moment, as whole milliseconds since 1970-01-01T00:00:00Z.
///
/// ```swift
/// let minuteAgo = Timestamp(milliseconds: now.milliseconds - 60_000)
/// let isRecent = try notes.record(for: "milk")?.deviceLastModified.map { $0 > minuteAgo }
/// ```
public struct Timestamp: Hashable, Sendable, Comparable {
  /// Milliseconds since the epoch; negative before it.
  public var milliseconds: Int64

  /// Creates a moment from milliseconds since the epoch.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Orders moments in time.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }
}
