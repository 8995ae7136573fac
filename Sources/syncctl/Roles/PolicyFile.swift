import CommandProgram
import CognitoWire
import IdentityCore

/// A policy document in a file.
struct PolicyFile {
  let path: String
  let kind: PolicyKind

  /// Returns the document, which was read as the service will read it.
  func text() throws(Failure) -> String {
    let bytes = try InputFile(path: path).bytes()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw refusal("It is not UTF-8.")
    }
    do throws(PolicySyntaxError) {
      _ = try PolicyDocument(json: text, kind)
    } catch { throw refusal("\(error.description).") }
    return text
  }

  private func refusal(_ reason: String) -> Failure {
    Failure(
      message: "'\(path)' is no policy document: \(reason)",
      hint: "'syncctl role show NAME --permissions' writes one to begin with.")
  }

  /// Returns the actions that a document allows, or an empty text for one that cannot be read.
  static func actions(of document: String) -> String {
    guard let json = try? JSONReader.read(Array(document.utf8)) else { return "" }
    return elements(json["Statement"]).filter { $0["Effect"] == .string("Allow") }
      .flatMap { elements($0["Action"]) }.compactMap { action in
        if case .string(let name) = action { name } else { nil }
      }.joined(separator: ", ")
  }

  private static func elements(_ json: JSONValue?) -> [JSONValue] {
    switch json {
    case nil: []
    case .array(let elements): elements
    case .some(let single): [single]
    }
  }
}
