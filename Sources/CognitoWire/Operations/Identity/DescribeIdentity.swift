package import SyncCore

/// Tells which providers an identity has logins of (cognito-sync.md 3.3).
package enum DescribeIdentity: IdentityOperation {
  package static let id = OperationID.describeIdentity

  package typealias Input = IdentityID
  package typealias Output = IdentityDescription

  package static func members(of input: Input) -> [JSONMember] { [.identity(input)] }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    try fields.identityID()
  }

  package static func members(of output: Output) -> [JSONMember] { output.members }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    try IdentityDescription(fields: fields)
  }
}
