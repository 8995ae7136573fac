/// How signing in, creating an account or signing out ended.
package enum SignInResult: Hashable, Sendable {
  /// The account of this name is in use now.
  case signedIn(name: String)

  /// The account of this name was created and is in use now.
  case created(name: String)

  /// Nobody is signed in any more.
  case signedOut

  /// Nothing changed, for the reason given in one sentence.
  case failed(String)

  /// Nothing changed since no answer came; the sentence says why, and the same may be tried again.
  case unanswered(String)
}
