package import HTTPTypes

extension HTTPFields {
  /// Returns the value of the field called `name`, joined by commas if it comes several times; as
  /// the subscript does, but without its detour for the one that comes once.
  package func text(of name: HTTPField.Name) -> String? {
    var found: String?
    for field in self where field.name == name {
      guard found == nil else { return self[name] }
      found = field.value
    }
    return found
  }
}
