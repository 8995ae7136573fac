/// A container of identities, normally one per app: `REGION:GUID`, 1 to 55 characters
/// (cognito-sync.md 1, 2.2).
///
/// ```swift
/// let pool = IdentityPoolID("us-east-1:11111111-2222-3333-4444-555555555555")
/// ```
public struct IdentityPoolID: Hashable, Sendable, CustomStringConvertible {
  /// The identifier as it stands on the wire.
  public let rawValue: String

  /// Creates an identifier, or nothing when `text` is not of the form `[\w-]+:[0-9a-f-]+`.
  public init?(_ text: String) {
    guard RegionalIdentifier.isValid(text) else { return nil }
    rawValue = text
  }

  /// The identifier as it stands on the wire.
  public var description: String { rawValue }
}
