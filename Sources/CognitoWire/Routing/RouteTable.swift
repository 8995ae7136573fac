package import HTTPTypes

/// Finds the operation that a request means.
package enum RouteTable {
  /// An operation, and the values of the labels in its path.
  package struct Match: Hashable, Sendable {
    /// The operation.
    package var operation: OperationID
    /// The decoded labels; empty for operations found by target.
    package var labels: [String: String]
  }

  /// The prefix of `X-Amz-Target` that leads to the identity service; any other is ignored, since
  /// old clients send targets on REST paths too (real-clients.md, Routing).
  package static let identityTargetPrefix = "AWSCognitoIdentityService."

  /// Returns the identity operation called `target`, or nothing.
  package static func match(target: String) -> Match? {
    targets[target].map { Match(operation: $0, labels: [:]) }
  }

  /// Returns the sync operation found by `method` and the raw path without query, or nothing.
  package static func match(method: HTTPRequest.Method, rawPath: Substring) -> Match? {
    // A path begins with a slash and has no empty segment.
    let path = rawPath.utf8
    guard path.first == UInt8(ascii: "/") else { return nil }
    var segments: [Substring] = []
    segments.reserveCapacity(8)
    var start = path.index(after: path.startIndex)
    while true {
      let end = path[start...].firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
      guard start < end else { return nil }
      segments.append(rawPath[start..<end])
      guard end < path.endIndex else { break }
      start = path.index(after: end)
    }
    for (operation, template) in templates[method] ?? [] {
      if let labels = template.labels(in: segments) {
        return Match(operation: operation, labels: labels)
      }
    }
    return nil
  }

  private static let targets: [String: OperationID] = OperationID.allCases
    .reduce(into: [:]) { targets, operation in
      if case .target(let name) = operation.route { targets[name] = operation }
    }

  private static let templates: [HTTPRequest.Method: [(OperationID, PathTemplate)]] =
    OperationID.allCases.reduce(into: [:]) { templates, operation in
      if case .rest(let method, let template, _) = operation.route {
        templates[method, default: []].append((operation, template))
      }
    }
}
