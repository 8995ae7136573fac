public import SyncCore

/// The device got another identity (cognito-sync.md 6.4, 6.5).
///
/// ```swift
/// switch change.cause {
/// case .first, .serverMerge, .guestReplaced: show("Your notes came along.")
/// case .accountSwitch: show("These are the notes of \(change.new).")
/// }
/// ```
public struct IdentityChange: Hashable, Sendable {
  /// Why it did.
  ///
  /// ```swift
  /// let isSomebodyElse = change.cause == .accountSwitch
  /// ```
  public enum Cause: Hashable, Sendable {
    /// There was none; records written until now belong to the new one.
    case first
    /// The service merged the old identity into the one that owns the login.
    case serverMerge
    /// The guest's identity is gone; its local records move to the new one.
    case guestReplaced
    /// Another user signed in; the old user's records stay with the old identity.
    case accountSwitch

    /// Whether the old identity's local records move, under merged names.
    var movesRows: Bool {
      switch self {
      case .serverMerge, .guestReplaced: true
      case .first, .accountSwitch: false
      }
    }
  }

  /// The identity until now; nothing when there was none.
  public var old: IdentityID?
  /// The identity from now on.
  public var new: IdentityID
  /// Why it changed.
  public var cause: Cause
  /// Datasets whose merged names would be too long; their records stay with the old identity.
  public var unmovedDatasets: [DatasetName]

  /// Creates a change from its parts.
  public init(
    old: IdentityID?, new: IdentityID, cause: Cause, unmovedDatasets: [DatasetName] = []
  ) {
    self.old = old
    self.new = new
    self.cause = cause
    self.unmovedDatasets = unmovedDatasets
  }
}
