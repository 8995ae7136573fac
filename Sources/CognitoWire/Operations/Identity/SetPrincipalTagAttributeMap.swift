/// Decides which claims of a provider become session tags (cognito-sync.md 3.3, 3.8).
package enum SetPrincipalTagAttributeMap: IdentityOperation {
  package static let id = OperationID.setPrincipalTagAttributeMap

  package typealias Input = GetPrincipalTagAttributeMap.Output
  package typealias Output = GetPrincipalTagAttributeMap.Output

  package static func members(of map: Input) -> [JSONMember] {
    GetPrincipalTagAttributeMap.members(of: map)
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    try GetPrincipalTagAttributeMap.output(fields)
  }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    try GetPrincipalTagAttributeMap.output(fields)
  }
}
