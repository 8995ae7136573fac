package import ServerStorage

/// Where the messages of a stream go (cognito-sync.md 2.8).
package struct StreamSink: Sendable {
  /// Why messages were not taken.
  package enum Failure: Error, Hashable, Sendable {
    /// The other side exists no longer, or never will let us in.
    case gone(String)
    /// It may work later.
    case unavailable(String)

    /// What happened, for the log and for whoever asked for a bulk publish.
    package var message: String {
      switch self {
      case .gone(let reason), .unavailable(let reason): reason
      }
    }
  }

  /// Takes all of the messages, each a JSON object without line breaks, or throws.
  package var publish: @Sendable ([[UInt8]]) async throws(Failure) -> Void

  /// Creates a sink from its one function.
  package init(publish: @escaping @Sendable ([[UInt8]]) async throws(Failure) -> Void) {
    self.publish = publish
  }
}

extension StreamSink {
  /// Appends messages to a file as lines, durably.
  package static func file(_ file: LineFile) -> StreamSink {
    StreamSink { lines throws(Failure) in
      do throws(StorageFailure) {
        try await file.append(lines)
      } catch { throw .unavailable("\(error.message) \(error.detail)") }
    }
  }

  /// Posts messages as JSON lines, several at once when many wait; one alone is a JSON object.
  package static func webhook(_ webhook: Webhook) -> StreamSink {
    StreamSink { lines throws(Failure) in
      let reply: Webhook.Reply
      do throws(Webhook.Failure) {
        reply = try await webhook.post(
          Array(lines.joined(separator: [UInt8(ascii: "\n")])),
          contentType: lines.count == 1 ? "application/json" : "application/x-ndjson")
      } catch { throw .unavailable(error.message) }
      let answer = "The stream's URL answered with status \(reply.status)."
      switch reply.status {
      case 200..<300: return
      case 403, 404, 410: throw .gone(answer)
      case _: throw .unavailable(answer)
      }
    }
  }
}
