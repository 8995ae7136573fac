/// One operation of the service: the single description used by client and server.
package protocol WireOperation: Sendable {
  /// What the caller sends.
  associatedtype Input: Sendable
  /// What the service answers.
  associatedtype Output: Sendable

  /// The operation's place among all, and its name.
  static var id: OperationID { get }
  /// Where it is found.
  static var route: Route { get }

  /// Returns `input` as labels, query and body.
  static func encode(_ input: Input) -> WireMessage
  /// Returns the input that a message carries, or throws a refusal naming the constraint.
  static func decode(_ message: WireMessage) throws(WireError) -> Input
  /// Returns `output` as a body.
  static func encode(_ output: Output) -> [UInt8]
  /// Returns the output that a body carries, or throws when a member is missing.
  static func decode(output body: [UInt8]) throws(WireError) -> Output
}

extension WireOperation {
  /// The operation's name, such as `UpdateRecords`.
  package static var name: String { id.rawValue }
}

/// What a caller sends where the operation's name says everything.
package struct NoInput: Hashable, Sendable {
  /// Creates the input.
  package init() {}
}

/// What an operation answers that has nothing to tell.
package struct NoOutput: Hashable, Sendable {
  /// Creates the output.
  package init() {}
}

extension WireOperation where Output == NoOutput {
  /// Returns `{}`, which every JSON parser accepts (cognito-sync.md 2.1, point 5).
  package static func encode(_ output: Output) -> [UInt8] { Array("{}".utf8) }

  /// Accepts any body, also an empty one.
  package static func decode(output body: [UInt8]) throws(WireError) -> Output { NoOutput() }
}
