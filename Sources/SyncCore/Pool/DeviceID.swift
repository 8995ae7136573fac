/// The name the service gave to one app install of one identity: 1 to 256 Unicode scalars
/// (cognito-sync.md 1, 2.2).
///
/// ```swift
/// let device = try await manager.registerDevice(platform: .google, token: token)
/// show("The service calls this device \(device).")
/// ```
public struct DeviceID: Hashable, Sendable, CustomStringConvertible {
  /// The identifier as it stands on the wire.
  public let rawValue: String

  /// Creates an identifier, or nothing when `text` is empty or too long.
  public init?(_ text: String) {
    guard (1...256).contains(text.unicodeScalars.count) else { return nil }
    rawValue = text
  }

  /// The identifier as it stands on the wire.
  public var description: String { rawValue }
}
