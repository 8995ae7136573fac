/// What becomes of a user's records when the user signs out (cognito-sync.md 6.4, 6.5).
///
/// ```swift
/// let choice: SignOutChoice = isSharedDevice ? .discard : .keep
/// let pending = try await manager.signOut(choice)
/// ```
public enum SignOutChoice: Hashable, Sendable {
  /// Signs out only if the service has everything; else nothing happens, and the app may ask.
  case refuse
  /// Keeps all the user's records on this device, out of sight until the same user signs in again.
  case keep
  /// Drops all the user's records from this device; what was uploaded comes back at the next
  /// sign-in, what was not is lost.
  case discard
}
