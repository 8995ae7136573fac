import SyncCore

/// A label in a path and the rule its value has to follow (cognito-sync.md 2.2).
enum PathLabel: String {
  case pool = "IdentityPoolId"
  case identity = "IdentityId"
  case dataset = "DatasetName"
  case device = "DeviceId"

  /// Tells what is wrong with `text`, if anything is.
  func violation(of text: String) -> ConstraintViolation? {
    switch self {
    case .pool:
      IdentityPoolID(text) == nil ? violation(text, WireConstraint.identifier) : nil
    case .identity: IdentityID(text) == nil ? violation(text, WireConstraint.identifier) : nil
    case .dataset: DatasetName(text) == nil ? violation(text, WireConstraint.datasetName) : nil
    case .device: DeviceID(text) == nil ? violation(text, WireConstraint.length(1...256)) : nil
    }
  }

  private func violation(_ text: String, _ constraint: String) -> ConstraintViolation {
    ConstraintViolation(text, at: rawValue, constraint)
  }
}

extension [String: String] {
  /// Returns the refusal that names every malformed one of `names`.
  func refusal(of names: PathLabel...) -> WireError {
    WireError(names.compactMap { $0.violation(of: self[$0.rawValue] ?? "") }, in: .sync)
  }

  /// Returns the pool a path names, or throws the refusal of a malformed one.
  func identityPoolID() throws(WireError) -> IdentityPoolID {
    guard let pool = IdentityPoolID(self[PathLabel.pool.rawValue] ?? "") else {
      throw refusal(of: .pool)
    }
    return pool
  }
}
