/// Adds labels to an identity pool (cognito-sync.md 3.3).
package enum TagResource: IdentityOperation {
  package static let id = OperationID.tagResource

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var resource: IdentityPoolARN
    /// The labels to add or replace.
    package var tags: [String: String]

    /// Creates an input.
    package init(resource: IdentityPoolARN, tags: [String: String]) {
      self.resource = resource
      self.tags = tags
    }
  }

  package typealias Output = NoOutput

  package static func members(of input: Input) -> [JSONMember] {
    [.resource(input.resource), JSONMember("Tags", .map(input.tags))]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    guard fields.json["Tags"] != nil else { throw fields.missing("Tags") }
    return Input(resource: try fields.resourceARN(), tags: try fields.tags("Tags"))
  }
}

extension WireFields {
  /// Returns labels, empty if there are none (cognito-sync.md 3.2, "Tags").
  func tags(_ name: String) throws(WireError) -> [String: String] {
    try textMap(name, entries: 50, keys: 1...128, values: 0...256)
  }
}
