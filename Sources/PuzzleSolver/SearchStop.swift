/// Why a search ended before its answer.
package enum SearchStop: Error, Hashable, Sendable {
  /// The time was over.
  case time
  /// More memory was needed than allowed.
  case memory
  /// Somebody asked to stop.
  case cancelled
}
