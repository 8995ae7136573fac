/// An app install that can be notified of changes (cognito-sync.md 2.9).
package struct RegisteredDevice: Hashable, Sendable {
  /// The service's name for it.
  package var id: DeviceID
  /// Whose install it is.
  package var identity: IdentityID
  /// The push service that reaches it.
  package var platform: PushPlatform
  /// The push service's name for it.
  package var token: String

  /// Creates a device from its parts.
  package init(id: DeviceID, identity: IdentityID, platform: PushPlatform, token: String) {
    self.id = id
    self.identity = identity
    self.platform = platform
    self.token = token
  }
}
