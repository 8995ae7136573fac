package import SyncCore

/// The members of a JSON object, read with the constraints of the wire model.
///
/// A violation throws the code that the dialect uses: `InvalidParameterException` for Sync,
/// `ValidationException` for Identity, `BadRequestException` for analytics (cognito-sync.md 2.3,
/// 3.1, 5).
package struct WireFields: Sendable {
  /// The object.
  package let json: JSONValue
  /// The protocol in use.
  package let dialect: WireDialect

  /// Creates fields from an object that was read before.
  package init(_ json: JSONValue, dialect: WireDialect) {
    self.json = json
    self.dialect = dialect
  }

  /// Creates fields from a body; an empty one counts as an object without members.
  package init(body: [UInt8], dialect: WireDialect) throws(WireError) {
    self.dialect = dialect
    guard !body.isEmpty else {
      json = .object([])
      return
    }
    let value: JSONValue
    do throws(JSONReader.Failure) {
      value = try JSONReader.read(body)
    } catch {
      throw WireError(
        dialect.malformedBodyCode, error.description, in: dialect)
    }
    guard case .object = value else {
      throw WireError(
        dialect.malformedBodyCode, "The body must be a JSON object.", in: dialect)
    }
    json = value
  }

  /// Returns the refusal for one violated constraint, in the documented form.
  package func violation(_ value: String, at name: String, _ constraint: String) -> WireError {
    Self.violation(value, at: name, constraint, dialect)
  }

  /// Returns the refusal for one violated constraint, in the documented form.
  package static func violation(
    _ value: String, at name: String, _ constraint: String, _ dialect: WireDialect
  ) -> WireError {
    WireError([ConstraintViolation(value, at: name, constraint)], in: dialect)
  }

  /// Returns a text, or nothing if it is absent.
  package func text(_ name: String) throws(WireError) -> String? {
    switch json[name] {
    case nil: nil
    case .string(let text): text
    case .some: throw violation("", at: name, "Member must be a string")
    }
  }

  /// Returns a text that has to be there.
  package func requiredText(_ name: String) throws(WireError) -> String {
    guard let text = try text(name) else {
      throw violation("null", at: name, "Member must not be null")
    }
    return text
  }

  /// Returns a text of a bounded number of Unicode scalars, or nothing if it is absent.
  package func text(_ name: String, length: ClosedRange<Int>) throws(WireError) -> String? {
    guard let text = try text(name) else { return nil }
    guard length.contains(text.unicodeScalars.count) else {
      throw violation(
        text, at: name,
        "Member must have length between \(length.lowerBound) and \(length.upperBound)")
    }
    return text
  }

  /// Returns a whole number, or nothing if it is absent; a text of digits counts as one.
  package func integer(_ name: String) throws(WireError) -> Int64? {
    switch json[name] {
    case nil: return nil
    case .integer(let integer): return integer
    case .double(let double):
      guard let integer = Int64(exactly: double) else {
        throw violation("\(double)", at: name, "Member must be a whole number")
      }
      return integer
    case .some(let other):
      guard case .string(let text) = other, let integer = Int64(text) else {
        throw violation("", at: name, "Member must be a whole number")
      }
      return integer
    }
  }

  /// Returns a Boolean, or nothing if it is absent.
  package func bool(_ name: String) throws(WireError) -> Bool? {
    switch json[name] {
    case nil: nil
    case .bool(let flag): flag
    case .some: throw violation("", at: name, "Member must be a boolean")
    }
  }

  /// Returns a moment given in epoch seconds as an integer, decimal or exponent number, or nothing
  /// if it is absent.
  package func timestamp(_ name: String) throws(WireError) -> Timestamp? {
    let seconds: Double
    switch json[name] {
    case nil: return nil
    case .integer(let integer): seconds = Double(integer)
    case .double(let double): seconds = double
    case .some(let other):
      guard case .string(let text) = other, let parsed = ISO8601.parse(text) else {
        throw violation("", at: name, "Member must be a number of epoch seconds")
      }
      return parsed
    }
    // Milliseconds beyond the year 9999 or before year 1 are no device's clock.
    guard abs(seconds) < 253_402_300_800 else {
      throw violation("\(seconds)", at: name, "Member must be a number of epoch seconds")
    }
    return Timestamp(milliseconds: Int64((seconds * 1_000).rounded()))
  }

  /// Returns the elements of a list, empty if it is absent.
  package func list(_ name: String) throws(WireError) -> [JSONValue] {
    switch json[name] {
    case nil: []
    case .array(let elements): elements
    case .some: throw violation("", at: name, "Member must be a list")
    }
  }

  /// Returns a map of texts, empty if it is absent.
  package func textMap(_ name: String) throws(WireError) -> [String: String] {
    guard let value = json[name] else { return [:] }
    guard case .object(let members) = value else {
      throw violation("", at: name, "Member must be a map")
    }
    var map: [String: String] = [:]
    for member in members where member.value != .null {
      guard case .string(let text) = member.value else {
        throw violation("", at: "\(name).\(member.name)", "Member must be a string")
      }
      map[member.name] = text
    }
    return map
  }
}
