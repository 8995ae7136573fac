import IdentityCore

/// A value in the text of a policy that knows where it stands.
struct PolicyElement {
  let place: String
  let json: JSONValue

  func error(_ reason: String) -> PolicySyntaxError { PolicySyntaxError(place, reason) }

  /// Returns the members of an object, each name once and one of `known` if that is given.
  func members(
    known: Set<String>? = nil
  ) throws(PolicySyntaxError) -> [(name: String, element: PolicyElement)] {
    guard case .object(let members) = json else { throw error("must be an object") }
    var names: Set<String> = []
    for member in members {
      guard names.insert(member.name).inserted else {
        throw error("'\(member.name)' is given twice")
      }
      guard known?.contains(member.name) != false else {
        throw error("'\(member.name)' is no element that is known here")
      }
    }
    return members.map { member in
      let path = place.isEmpty ? member.name : "\(place).\(member.name)"
      return (member.name, PolicyElement(place: path, json: member.value))
    }
  }

  /// Returns the elements of a list, or the one value that is no list.
  var list: [PolicyElement] {
    guard case .array(let values) = json else { return [self] }
    return values.enumerated().map { index, value in
      PolicyElement(place: "\(place)[\(index)]", json: value)
    }
  }

  /// Returns the elements of a list that holds something, or the one value that is no list.
  func filledList() throws(PolicySyntaxError) -> [PolicyElement] {
    guard !list.isEmpty else { throw error("must not be an empty list") }
    return list
  }

  func text() throws(PolicySyntaxError) -> String {
    guard case .string(let text) = json else { throw error("must be a string") }
    return text
  }

  /// Returns a text, or the spelling of a Boolean or number.
  func scalar() throws(PolicySyntaxError) -> String {
    switch json {
    case .string(let text): text
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .double(let number): String(number)
    case .null, .milliseconds, .array, .object:
      throw error("must be a string, a number or a boolean")
    }
  }

  /// Returns what `make` builds, with its complaints about this place.
  func build<Value>(
    _ make: () throws(PolicyError) -> Value
  ) throws(PolicySyntaxError) -> Value {
    do throws(PolicyError) {
      return try make()
    } catch { throw self.error(error.message) }
  }
}
