/// The push services that an app install can be registered with (cognito-sync.md 2.2, "Platform").
///
/// ```swift
/// _ = try await manager.registerDevice(platform: .appleSandbox, token: token)
/// ```
public enum PushPlatform: String, CaseIterable, Hashable, Sendable {
  /// Apple's service.
  case apple = "APNS"
  /// Apple's service for builds in development.
  case appleSandbox = "APNS_SANDBOX"
  /// Google's service.
  case google = "GCM"
  /// Amazon's service.
  case amazon = "ADM"
}
