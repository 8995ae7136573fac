/// Why a device could not be registered or subscribed (cognito-sync.md 2.9).
package enum PushError: Error, Hashable, Sendable {
  /// The pool has no application for the platform.
  case notConfigured(PushPlatform)
  /// The identity has no such device.
  case deviceNotFound(DeviceID)
  /// The device does not follow the dataset.
  case notSubscribed(DeviceID, DatasetName)

  /// The text clients see.
  package var message: String {
    switch self {
    case .notConfigured(let platform):
      "The identity pool has no push application for \(platform.rawValue). Set one with"
        + " SetIdentityPoolConfiguration."
    case .deviceNotFound(let id): "Device '\(id)' not found."
    case .notSubscribed(let id, let name):
      "Device '\(id)' is not subscribed to dataset '\(name)'."
    }
  }
}
