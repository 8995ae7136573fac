import FoundationEssentials

/// What the header `x-amz-Client-Context` tells about the sending app (cognito-sync.md 5).
struct AnalyticsContext: Hashable, Sendable {
  /// The app's id, empty when the context names none.
  var appID: String

  /// Creates a context for an app.
  init(appID: String) { self.appID = appID }

  /// Creates the context in a header, plain or in Base64, or throws the refusal of a missing one
  /// or one that is no JSON object.
  init(header: String?, encoding: String?) throws(WireError) {
    guard let header, !header.isEmpty else {
      throw WireError(
        [ConstraintViolation("null", at: "clientContext", WireConstraint.notNull)], in: .analytics)
    }
    var bytes = Array(header.utf8)
    if encoding?.lowercased() == "base64" {
      guard let decoded = Data(base64Encoded: header) else { throw Self.malformed }
      bytes = Array(decoded)
    }
    guard let json = try? JSONReader.read(bytes), case .object = json else { throw Self.malformed }
    appID = ""
    if case .string(let id) = json["services"]?["mobile_analytics"]?["app_id"] { appID = id }
  }

  /// The context as a header's value.
  ///
  /// Header fields carry ASCII only, so that everything else is escaped.
  var header: String {
    let analytics = JSONValue.object([JSONMember("app_id", .string(appID))])
    let context = JSONValue.object([
      JSONMember("services", .object([JSONMember("mobile_analytics", analytics)]))
    ])
    return String(decoding: JSONWriter.write(context), as: UTF8.self).unicodeScalars
      .map { $0.isASCII ? String($0) : Self.escaped($0) }.joined()
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }

  private static let malformed = WireError(
    .badRequest, "The client context is no JSON object.", in: .analytics)
}
