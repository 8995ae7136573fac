package import SyncCore

/// A part of the developer's users of one identity (cognito-sync.md 3.3, LookupDeveloperIdentity).
package struct DeveloperUsersPage: Hashable, Sendable {
  /// Users on a page when the request does not say; 1 to 60 may be asked for.
  package static let defaultLimit = 10

  /// The identity.
  package var identity: IdentityID
  /// The users, in the order of their bytes.
  package var users: [String]
  /// What the request for the next page carries, or nothing at the end.
  package var nextToken: String?

  /// Creates a page from its parts.
  package init(identity: IdentityID, users: [String], nextToken: String?) {
    self.identity = identity
    self.users = users
    self.nextToken = nextToken
  }

  /// Creates the page of at most `limit` users after the one that `token` stands for.
  ///
  /// The token names a user and no position, so that users who come or go between two pages
  /// neither repeat nor hide others.
  init(
    of identity: Identity, provider: String, after token: String?, limit: Int
  ) throws(IdentityError) {
    var rest = identity.logins.filter { $0.provider == provider }.map { Array($0.user.utf8) }
      .sorted { $0.lexicographicallyPrecedes($1) }
    if let token {
      guard let last = Self.bytes(of: token) else { throw .pageToken }
      rest.removeAll { !last.lexicographicallyPrecedes($0) }
    }
    let page = rest.prefix(max(limit, 1))
    self.identity = identity.id
    users = page.map { String(decoding: $0, as: UTF8.self) }
    nextToken = page.count < rest.count ? page.last.map(Self.token) : nil
  }

  /// Returns bytes in hexadecimal: a token has no spaces, a user may.
  private static func token(of user: [UInt8]) -> String {
    user.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  private static func bytes(of token: String) -> [UInt8]? {
    let digits = token.map(\.hexDigitValue)
    guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }
}
