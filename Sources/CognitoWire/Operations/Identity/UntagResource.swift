/// Takes labels off an identity pool (cognito-sync.md 3.3).
package enum UntagResource: IdentityOperation {
  package static let id = OperationID.untagResource

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var resource: IdentityPoolARN
    /// The names of the labels.
    package var keys: [String]

    /// Creates an input.
    package init(resource: IdentityPoolARN, keys: [String]) {
      self.resource = resource
      self.keys = keys
    }
  }

  package typealias Output = NoOutput

  package static func members(of input: Input) -> [JSONMember] {
    [.resource(input.resource), JSONMember("TagKeys", .texts(input.keys))]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    guard fields.json["TagKeys"] != nil else { throw fields.missing("TagKeys") }
    return Input(
      resource: try fields.resourceARN(), keys: try fields.texts("TagKeys", length: 1...128))
  }
}
