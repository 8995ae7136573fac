/// Lists the labels of an identity pool (cognito-sync.md 3.3).
package enum ListTagsForResource: IdentityOperation {
  package static let id = OperationID.listTagsForResource

  package typealias Input = IdentityPoolARN
  /// The labels.
  package typealias Output = [String: String]

  package static func members(of input: Input) -> [JSONMember] { [.resource(input)] }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    try fields.resourceARN()
  }

  package static func members(of output: Output) -> [JSONMember] {
    [JSONMember("Tags", .map(output))]
  }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    try fields.textMap("Tags")
  }
}
