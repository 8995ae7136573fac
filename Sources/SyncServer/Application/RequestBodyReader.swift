import CognitoWire
import HTTPTypes
import Hummingbird
import NIOCore

/// Reads a request's body within bounds.
enum RequestBodyReader {
  /// The most bytes read and thrown away to keep the connection for the next request.
  static let maximumDrainedBytes = 64 * 1_048_576

  /// Returns the whole body, or nothing of it when the request lacks a signature that it needs: a
  /// stranger shall not fill the memory.
  ///
  /// One that is too large is read to its end all the same, since clients that keep connections
  /// alive go on with the next request (real-clients.md, HTTP), and so is one that is beyond its
  /// share of the memory; one far too large ends the connection.
  static func read(
    _ request: Request, for destination: Destination, context: ConnectionContext,
    share: inout BodyBudget.Share
  ) async throws -> [UInt8] {
    guard hasBody(request.head) else { return [] }
    let limit = limit(for: destination)
    let isRefused =
      destination.needsSignature && !request.head.headerFields.contains(.authorization)
    var bytes: [UInt8] = []
    var count = 0
    var isCovered = true
    for try await buffer in request.body {
      count += buffer.readableBytes
      guard count <= limit else {
        bytes = []
        guard count <= maximumDrainedBytes else {
          context.close()
          break
        }
        continue
      }
      guard !isRefused, isCovered else { continue }
      isCovered = share.cover(count)
      if isCovered {
        bytes.append(contentsOf: buffer.readableBytesView)
      } else {
        bytes = []
        share.release()
      }
    }
    guard isRefused || count <= limit else {
      throw WireError(
        .invalidParameter, "The body of a request may have at most \(limit) bytes.",
        in: destination.dialect)
    }
    guard isCovered else {
      throw WireError(
        .tooManyRequests, "Too many large requests at once.", in: destination.dialect,
        retryAfter: .seconds(1))
    }
    return bytes
  }

  /// Returns the most bytes that make sense at a destination; for tokens of ten providers, each of
  /// 50,000 characters, that is four mebibytes.
  private static func limit(for destination: Destination) -> Int {
    switch destination {
    case .sync: ServiceConfiguration.maximumBodyBytes
    case .identity: 4 * 1_048_576
    case .sts: 131_072
    case .preflight, .plain, .unknown: 65_536
    }
  }

  private static func hasBody(_ head: HTTPRequest) -> Bool {
    if let length = head.headerFields[.contentLength] { return length != "0" }
    return head.headerFields.contains(.transferEncoding)
  }
}
