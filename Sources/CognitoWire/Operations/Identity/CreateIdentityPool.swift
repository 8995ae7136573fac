package import IdentityCore

/// Makes an identity pool (cognito-sync.md 3.3).
package enum CreateIdentityPool: IdentityOperation {
  package static let id = OperationID.createIdentityPool

  package typealias Input = IdentityPoolConfiguration
  package typealias Output = IdentityPool

  package static func members(of input: Input) -> [JSONMember] { input.members }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    try IdentityPoolConfiguration(fields: fields)
  }

  package static func members(of output: Output) -> [JSONMember] { output.members }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    try IdentityPool(fields: fields)
  }
}
