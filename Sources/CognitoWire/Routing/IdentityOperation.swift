package import SyncCore

/// An operation of Cognito Identity: found by its name, with a JSON object in either direction
/// (cognito-sync.md 3.1).
package protocol IdentityOperation: WireOperation {
  /// Returns the members of a request; those that are `null` are not sent.
  static func members(of input: Input) -> [JSONMember]
  /// Returns the input in a request, or throws a refusal naming the constraint.
  static func input(_ fields: WireFields) throws(WireError) -> Input
  /// Returns the members of an answer; those that are `null` are not sent.
  static func members(of output: Output) -> [JSONMember]
  /// Returns the output in an answer, or throws when a member is missing.
  static func output(_ fields: WireFields) throws(WireError) -> Output
}

extension IdentityOperation {
  /// The operation's target.
  package static var route: Route { .target(RouteTable.identityTargetPrefix + id.rawValue) }

  /// Returns `input` as a JSON object.
  package static func encode(_ input: Input) -> WireMessage {
    WireMessage(body: body(members(of: input)))
  }

  /// Returns the input in a JSON object.
  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try input(try WireFields(body: message.body, dialect: .identity))
  }

  /// Returns `output` as a JSON object.
  package static func encode(_ output: Output) -> [UInt8] { body(members(of: output)) }

  /// Returns the output in a JSON object.
  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    try output(try WireFields(body: body, dialect: .identity))
  }

  private static func body(_ members: [JSONMember]) -> [UInt8] {
    JSONWriter.write(.object(members.filter { $0.value != .null }))
  }
}

extension IdentityOperation where Output == NoOutput {
  /// Nothing.
  package static func members(of output: NoOutput) -> [JSONMember] { [] }

  /// Accepts anything.
  package static func output(_ fields: WireFields) throws(WireError) -> NoOutput { NoOutput() }

  /// Returns `{}`.
  package static func encode(_ output: NoOutput) -> [UInt8] { Array("{}".utf8) }

  /// Accepts any body: old clients ignore an empty one, too.
  package static func decode(output body: [UInt8]) throws(WireError) -> NoOutput { NoOutput() }
}

extension IdentityOperation where Input == IdentityPoolID {
  /// The pool alone.
  package static func members(of input: IdentityPoolID) -> [JSONMember] { [.pool(input)] }

  /// Returns the pool.
  package static func input(_ fields: WireFields) throws(WireError) -> IdentityPoolID {
    try fields.identityPoolID()
  }
}
