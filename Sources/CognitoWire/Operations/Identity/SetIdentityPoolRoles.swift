/// Replaces the roles that identities of a pool take on (cognito-sync.md 3.3, 3.8).
package enum SetIdentityPoolRoles: IdentityOperation {
  package static let id = OperationID.setIdentityPoolRoles

  package typealias Input = GetIdentityPoolRoles.Output
  package typealias Output = NoOutput

  package static func members(of input: Input) -> [JSONMember] {
    GetIdentityPoolRoles.members(of: input)
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    try GetIdentityPoolRoles.output(fields)
  }
}
