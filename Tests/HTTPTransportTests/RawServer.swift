import Dispatch
import Glibc
import Synchronization

/// Accepts connections, keeps what they say, and answers with given bytes.
final class RawServer: Sendable {
  /// What to do once a request has arrived.
  enum Answer: Sendable {
    /// Send this; the connection stays open.
    case bytes(String)
    /// Send this and close the connection.
    case lastBytes(String)
    /// Close the connection without a word.
    case hangUp
    /// Say nothing.
    case silence
  }

  private let listener: Int32
  private let heard = Mutex<[String]>([])
  private let answer: Answer
  let endpoint: String

  /// The requests so far, byte for byte.
  var requests: [String] { heard.withLock { $0 } }

  /// Listens on a free port of the loopback interface or, with a path, on a socket there.
  init(socket path: String? = nil, _ answer: Answer) throws {
    self.answer = answer
    if let path {
      listener = try LoopbackSocket.listen(atPath: path)
      endpoint = "unix:\(path)"
    } else {
      let port: Int
      (listener, port) = try LoopbackSocket.listen()
      endpoint = "http://127.0.0.1:\(port)"
    }
    DispatchQueue(label: "raw-server").async { [self] in serve() }
  }

  deinit { close(listener) }

  /// Stops listening.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      DispatchQueue(label: "raw-connection").async { [self] in converse(connection) }
    }
  }

  private func converse(_ connection: Int32) {
    defer { close(connection) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(connection, &buffer, buffer.count)
      guard count > 0 else { return }
      heard.withLock { $0.append(String(decoding: buffer[..<count], as: UTF8.self)) }
      switch answer {
      case .bytes(let text):
        let bytes = Array(text.utf8)
        guard write(connection, bytes, bytes.count) == bytes.count else { return }
      case .lastBytes(let text):
        _ = write(connection, text, text.utf8.count)
        return
      case .hangUp: return
      case .silence: continue
      }
    }
  }
}
