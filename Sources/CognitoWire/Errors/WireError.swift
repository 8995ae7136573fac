/// A refusal as it crosses the wire (cognito-sync.md 2.3, 3.1).
package struct WireError: Error, Hashable, Sendable {
  /// What kind of refusal.
  package var code: WireErrorCode
  /// A sentence for the developer of the app.
  package var message: String
  /// The HTTP status.
  package var status: Int
  /// How long to wait before another try, if the service said so.
  package var retryAfter: Duration?

  /// Creates a refusal with the status that the table gives its code.
  package init(
    _ code: WireErrorCode, _ message: String, in dialect: WireDialect = .sync,
    retryAfter: Duration? = nil
  ) {
    self.code = code
    self.message = message
    self.retryAfter = retryAfter
    status = code.status(in: dialect)
  }

  /// Creates the refusal that a response carries, in the order of cognito-sync.md 2.3: the header
  /// `x-amzn-ErrorType` up to the first `:`, else the body's `__type` behind `#`, `code` or `Code`.
  package init(status: Int, errorType: String?, retryAfter: String?, body: [UInt8]) {
    let json = (try? JSONReader.read(body)) ?? .null
    self.status = status
    self.retryAfter = retryAfter.flatMap { Int64($0) }.map { .seconds($0) }
    let name =
      errorType?.prefix { $0 != ":" }.description
      ?? Self.text(json, "__type")?.split(separator: "#").last?.description
      ?? Self.text(json, "code") ?? Self.text(json, "Code")
    code = WireErrorCode(rawValue: name ?? (status >= 500 ? "InternalErrorException" : "Unknown"))
    message =
      Self.text(json, "message") ?? Self.text(json, "Message")
      ?? "The service answered with status \(status)."
  }

  private static func text(_ json: JSONValue, _ name: String) -> String? {
    guard case .string(let text) = json[name] else { return nil }
    return text
  }

  /// The body that carries this refusal.
  package var body: [UInt8] {
    var members = [
      JSONMember("__type", .string(code.rawValue)), JSONMember("message", .string(message)),
    ]
    // The layer that judges policies spells it so, unlike the services behind it.
    if code == .accessDenied { members.insert(JSONMember("Message", .string(message)), at: 0) }
    return JSONWriter.write(.object(members))
  }
}
