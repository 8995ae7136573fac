import URIEncoding

/// A path with labels, such as `/identitypools/{IdentityPoolId}`.
package struct PathTemplate: Hashable, Sendable, ExpressibleByStringLiteral {
  private enum Segment: Hashable, Sendable {
    case literal(String)
    case label(String)
  }

  private let segments: [Segment]

  /// Creates a template from its text; labels stand in braces and fill a whole segment.
  package init(stringLiteral text: String) {
    segments = text.split(separator: "/").map { part in
      part.hasPrefix("{") && part.hasSuffix("}")
        ? .label(String(part.dropFirst().dropLast())) : .literal(String(part))
    }
  }

  /// Returns the encoded path for the values of all labels.
  package func path(with labels: [String: String]) -> String {
    segments.reduce(into: "") { path, segment in
      switch segment {
      case .literal(let text): path += "/\(text)"
      case .label(let name): path += "/\(URIEncoding.encode(labels[name] ?? ""))"
      }
    }
  }

  /// Returns the decoded values of all labels if the segments of a raw path fit, else nothing.
  ///
  /// A label that is no valid encoding is handed on as it stands, so that its own check can refuse
  /// it by name.
  package func labels(in rawSegments: [Substring]) -> [String: String]? {
    guard rawSegments.count == segments.count else { return nil }
    for case (.literal(let text), let raw) in zip(segments, rawSegments)
    where !raw.utf8.elementsEqual(text.utf8) {
      return nil
    }
    var labels: [String: String] = [:]
    for case (.label(let name), let raw) in zip(segments, rawSegments) {
      labels[name] = URIEncoding.decode(raw) ?? String(raw)
    }
    return labels
  }
}
