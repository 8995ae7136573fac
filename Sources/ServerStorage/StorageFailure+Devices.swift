extension StorageFailure {
  /// The id made for a new device is another device's, which chance alone cannot bring about.
  static let deviceIdentifierTaken = StorageFailure(
    kind: .unexpected, detail: "The id made for a new device belongs to another one.")
}
