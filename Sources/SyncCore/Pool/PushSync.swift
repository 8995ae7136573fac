/// How a pool notifies devices of changes (cognito-sync.md 2.2, 2.9).
package struct PushSync: Hashable, Sendable {
  /// The platform applications, `arn:aws:sns:REGION:ACCOUNT:app/PLATFORM/NAME`.
  package var applicationARNs: [String]
  /// The role under which they are used.
  package var roleARN: String?

  /// Creates a configuration from its parts.
  package init(applicationARNs: [String] = [], roleARN: String? = nil) {
    self.applicationARNs = applicationARNs
    self.roleARN = roleARN
  }

  /// Returns the application for a platform, if there is one.
  package func applicationARN(for platform: PushPlatform) -> String? {
    applicationARNs.first { $0.contains(":app/\(platform.rawValue)/") }
  }
}
