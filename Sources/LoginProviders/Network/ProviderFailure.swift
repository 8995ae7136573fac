/// Why a provider gave no answer.
package enum ProviderFailure: Error, Hashable, Sendable {
  /// No connection came about or it broke.
  case unreachable
  /// The answer took too long.
  case timedOut
}
