package import HTTPTypes
import URIEncoding

/// Where an operation is found (cognito-sync.md 2.5, 3.1).
package enum Route: Hashable, Sendable {
  /// By method and path; all but analytics speak the protocol of Sync.
  case rest(HTTPRequest.Method, PathTemplate, WireDialect = .sync)
  /// By the header `X-Amz-Target`, with `POST /`.
  case target(String)

  /// The protocol that the operation speaks.
  package var dialect: WireDialect {
    switch self {
    case .rest(_, _, let dialect): dialect
    case .target: .identity
    }
  }

  /// Returns the request that carries `message`, with a raw target and no host.
  package func request(for message: WireMessage) -> HTTPRequest {
    switch self {
    case .rest(let method, let template, _):
      var target = template.path(with: message.labels)
      for (index, item) in message.query.enumerated() {
        target += index == 0 ? "?" : "&"
        target += "\(URIEncoding.encode(item.name))=\(URIEncoding.encode(item.value))"
      }
      var request = HTTPRequest(method: method, scheme: nil, authority: nil, path: target)
      if !message.body.isEmpty { request.headerFields[.contentType] = "application/json" }
      request.headerFields[.amazonClientContext] = message.clientContext
      request.headerFields[.amazonClientContextEncoding] = message.clientContextEncoding
      return request
    case .target(let name):
      var request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/")
      request.headerFields[.contentType] = "application/x-amz-json-1.1"
      request.headerFields[.amazonTarget] = name
      return request
    }
  }
}

extension HTTPField.Name {
  /// `X-Amz-Target`, which names an operation of the identity service.
  package static let amazonTarget = HTTPField.Name(constant: "X-Amz-Target")
  /// `x-amz-Client-Context`, which tells about the sending app.
  package static let amazonClientContext = HTTPField.Name(constant: "x-amz-Client-Context")
  /// `x-amz-Client-Context-Encoding`.
  package static let amazonClientContextEncoding =
    HTTPField.Name(constant: "x-amz-Client-Context-Encoding")
  /// `x-amzn-ErrorType`, spelled as the old Java client looks it up.
  package static let amazonErrorType = HTTPField.Name(constant: "x-amzn-ErrorType")
  /// `x-amzn-ErrorMessage`.
  package static let amazonErrorMessage = HTTPField.Name(constant: "x-amzn-ErrorMessage")
  /// `x-amzn-RequestId`.
  package static let amazonRequestID = HTTPField.Name(constant: "x-amzn-RequestId")

  /// Creates a name from a constant that is one.
  private init(constant name: String) {
    guard let name = HTTPField.Name(name) else {
      preconditionFailure("'\(name)' is no name of a header field.")
    }
    self = name
  }
}
