import URIEncoding

/// The parameters of a request in the query protocol (cognito-sync.md 3.9).
package struct QueryForm: Hashable, Sendable {
  /// The parameters, decoded, in order.
  package var items: [WireQueryItem]

  /// Creates a form from its parameters.
  package init(_ items: [WireQueryItem]) { self.items = items }

  /// Creates the form in a body, or nothing when it is not properly encoded.
  package init?(body: [UInt8]) {
    guard let text = String(validating: body, as: UTF8.self) else { return nil }
    self.init(query: text)
  }

  /// Creates the form in a raw query, or nothing when it is not properly encoded.
  package init?(query: some StringProtocol) {
    guard let pairs = URIEncoding.decodePairs(query, plusIsSpace: true) else { return nil }
    self.init(pairs.map { WireQueryItem($0.name, $0.value) })
  }

  /// The operation that is meant, if any is named.
  package var action: String? { self["Action"] }

  /// Returns the first parameter called `name`.
  package subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  /// Returns the refusal for one violated constraint, in the documented form.
  func violation(_ value: String, at name: String, _ constraint: String) -> STSError {
    STSError(
      .validation,
      WireError([ConstraintViolation(value, at: name, constraint)], in: .identity).message)
  }

  /// Returns a text of a bounded number of Unicode scalars, or nothing if it is absent; a secret
  /// is not repeated in messages.
  func text(
    _ name: String, length: ClosedRange<Int>, isSecret: Bool = false
  ) throws(STSError) -> String? {
    guard let text = self[name] else { return nil }
    let count = text.unicodeScalars.count
    guard length.contains(count) else {
      throw violation(
        isSecret ? "(\(count) characters)" : text, at: name, WireConstraint.length(length))
    }
    return text
  }

  /// Returns a text of a bounded length that has to be there.
  func requiredText(
    _ name: String, length: ClosedRange<Int>, isSecret: Bool = false
  ) throws(STSError) -> String {
    guard let text = try text(name, length: length, isSecret: isSecret) else {
      throw violation("null", at: name, WireConstraint.notNull)
    }
    return text
  }

  /// Returns a whole number within a range, or nothing if it is absent.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(STSError) -> Int? {
    guard let text = self[name] else { return nil }
    guard let integer = Int(text), range.contains(integer) else {
      throw violation(text, at: name, WireConstraint.range(range))
    }
    return integer
  }
}
