/// What happens to a request on its way.
///
/// ```swift
/// line.inject(.loseReply, at: 0)
/// line.inject(.answer(status: 503, fields: ["Retry-After": "2"]), at: 1)
/// ```
public enum Fault: Hashable, Sendable {
  /// The service never sees it; the device finds nobody.
  case loseRequest
  /// The service acts on it, but the answer is lost.
  case loseReply
  /// The service acts on it twice; the second answer arrives.
  case duplicate
  /// The device believes it lost; the service gets it after the next one.
  case postpone
  /// It takes this long.
  case delay(Duration)
  /// Something on the way answers instead of the service.
  case answer(status: Int, body: String = "", fields: [String: String] = [:])

  /// The sign-in page of a network, in place of the service's answer.
  public static let captivePortal = Fault.answer(
    status: 200, body: "<!DOCTYPE html><html><body>Welcome! Accept our terms.</body></html>",
    fields: ["Content-Type": "text/html; charset=utf-8"])

  /// A refusal in the service's own form, such as `NotAuthorizedException` with status 403.
  ///
  /// An answer that names no reason is taken for what it looks like: not the service's.
  ///
  /// ```swift
  /// line.inject(.refusal("TooManyRequestsException", status: 429), next: "UpdateRecords")
  /// ```
  public static func refusal(
    _ name: String, status: Int, message: String = "The request was refused."
  ) -> Fault {
    .answer(
      status: status, body: #"{"__type":"\#(name)","message":"\#(message)"}"#,
      fields: ["x-amzn-ErrorType": name, "Content-Type": "application/json"])
  }
}
