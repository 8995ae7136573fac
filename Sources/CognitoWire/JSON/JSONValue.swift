/// A JSON text as a value (RFC 8259).
///
/// Requests are small and decoded on the hot path, where Foundation's coders cost as much as the
/// rest of an exchange; this type and its reader and writer work on bytes.
package enum JSONValue: Hashable, Sendable {
  /// The literal `null`; the protocol treats it as absent.
  case null
  /// A Boolean literal.
  case bool(Bool)
  /// A number without fraction or exponent that fits 64 bits.
  case integer(Int64)
  /// Any other finite number.
  case double(Double)
  /// A moment: epoch seconds, written with three fraction digits.
  case milliseconds(Int64)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Members in the order of the text.
  case object([JSONMember])

  /// Returns the member called `name` of an object, the last one if it is repeated; nothing if it
  /// is absent, `null`, or this is no object.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self,
      let member = members.last(where: { $0.name == name }), member.value != .null
    else { return nil }
    return member.value
  }
}

/// A name and a value within a JSON object.
package struct JSONMember: Hashable, Sendable {
  /// The name.
  package var name: String
  /// The value.
  package var value: JSONValue

  /// Creates a member.
  package init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}
