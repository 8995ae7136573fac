import CognitoWire
import HTTPTypes
import RequestSigning

/// What a request's method, raw path and headers lead to.
enum Destination: Hashable, Sendable {
  /// A browser that asks what it may send.
  case preflight
  /// An operation of Cognito Sync.
  case sync(RouteTable.Match)
  /// An operation of Cognito Identity.
  case identity(OperationID)
  /// An operation in the query protocol.
  case sts
  /// A page of our own.
  case plain(PlainEndpoint.Place)
  /// Nothing.
  case unknown(WireDialect)

  init(_ head: HTTPRequest, plain: PlainEndpoint) {
    let rawPath = head.rawPath
    let target = head.headerFields.text(of: .amazonTarget) ?? ""
    if head.method == .options {
      self = .preflight
    } else if target.hasPrefix(RouteTable.identityTargetPrefix) {
      self = RouteTable.match(target: target).map { .identity($0.operation) } ?? .unknown(.identity)
    } else if STSEndpoint.isAddressed(by: head) {
      self = .sts
    } else if let match = RouteTable.match(method: head.method, rawPath: rawPath) {
      self = .sync(match)
    } else if let place = plain.place(rawPath) {
      self = .plain(place)
    } else {
      self = .unknown(rawPath == "/" ? .identity : .sync)
    }
  }

  /// The protocol in which refusals are worded.
  var dialect: WireDialect {
    switch self {
    case .sync(let match): match.operation.route.dialect
    case .preflight, .plain: .sync
    case .identity, .sts: .identity
    case .unknown(let dialect): dialect
    }
  }

  /// Whether nothing is done without a signature.
  var needsSignature: Bool {
    if case .sync = self { true } else { false }
  }

  /// The name under which the request is counted and logged.
  var name: String {
    switch self {
    case .preflight: "preflight"
    case .sync(let match): match.operation.rawValue
    case .identity(let operation): operation.rawValue
    case .sts: AssumeRoleWithWebIdentity.action
    case .plain(let place): place.rawValue
    case .unknown: "unknown"
    }
  }
}
