/// Why a trigger's answer cannot be used (cognito-sync.md 2.7).
package enum TriggerError: Error, Hashable, Sendable {
  /// A text has more Unicode scalars than a request may send.
  case valueTooLong(RecordKey, limit: Int)

  /// The text clients see.
  package var message: String {
    switch self {
    case .valueTooLong(let key, let limit):
      "The function's value for '\(key)' has more than \(limit) characters."
    }
  }
}
