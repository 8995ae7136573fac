import Crypto

/// The text of a refresh token: opaque to clients, exchanged for a new ID token once.
///
/// It carries the time of the sign-in in the clear; the digest covers that too, so that nobody can
/// change it.
package struct RefreshSecret: Hashable, Sendable {
  /// The text given to the client.
  package let rawValue: String
  /// When the user signed in, in seconds since the epoch.
  package let authenticated: Int64

  /// Takes over a text that a client presents, or nothing when it is not of the form.
  package init?(_ rawValue: String) {
    let parts = rawValue.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, rawValue.utf8.count <= 100,
      let authenticated = Int64(parts[1], radix: 36), authenticated >= 0
    else { return nil }
    self.rawValue = rawValue
    self.authenticated = authenticated
  }

  /// Creates a new token of 256 random bits for a user who signed in at `authenticated`.
  package init(authenticated: Int64, entropy: Entropy) {
    rawValue = "\(Base64URL.encode(entropy.bytes(32))).\(String(authenticated, radix: 36))"
    self.authenticated = authenticated
  }

  /// What the service keeps of it: 32 bytes that give nothing away.
  package var digest: [UInt8] { Array(SHA256.hash(data: Array(rawValue.utf8))) }
}
