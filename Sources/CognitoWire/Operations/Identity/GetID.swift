package import SyncCore

/// Finds or makes the identity of a user, or makes one for a guest (cognito-sync.md 3.3, 3.5).
package enum GetID: IdentityOperation {
  package static let id = OperationID.getID

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The account said to own the pool; legacy.
    package var accountID: String?
    /// The pool.
    package var pool: IdentityPoolID
    /// Tokens by provider; none for a guest.
    package var logins: [String: String]

    /// Creates an input.
    package init(accountID: String? = nil, pool: IdentityPoolID, logins: [String: String] = [:]) {
      self.accountID = accountID
      self.pool = pool
      self.logins = logins
    }
  }

  package typealias Output = IdentityID

  package static func members(of input: Input) -> [JSONMember] {
    [
      JSONMember("AccountId", .optional(input.accountID)), .pool(input.pool),
      .logins(input.logins),
    ]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    let account = try fields.text("AccountId", length: 1...15, pattern: "\\d+") { text in
      text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    return Input(
      accountID: account, pool: try fields.identityPoolID(), logins: try fields.logins())
  }

  package static func members(of output: Output) -> [JSONMember] { [.identity(output)] }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    try fields.identityID()
  }
}
