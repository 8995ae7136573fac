import CommandProgram

/// The value of an option of the form NAME=VALUE.
struct NamedValue {
  var name: String
  var value: String

  /// Splits `text` at its first equals sign, or throws what the option has to look like.
  init(_ text: String, option: String, form: String) throws(Failure) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex,
      text.index(after: equals) != text.endIndex
    else {
      throw Failure(
        kind: .usage, message: "'\(text)' is no value for \(option).",
        hint: "Give \(option) \(form).")
    }
    name = String(text[..<equals])
    value = String(text[text.index(after: equals)...])
  }
}
