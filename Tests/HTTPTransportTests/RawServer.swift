import Dispatch
import Glibc
import Synchronization

/// Accepts connections, keeps what they say, and answers with given bytes.
final class RawServer: Sendable {
  /// What to do once a request has arrived.
  enum Answer: Sendable {
    /// Send this; the connection stays open.
    case bytes(String)
    /// Close the connection without a word.
    case hangUp
    /// Say nothing.
    case silence
  }

  private struct NotBound: Error {}

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
      listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8) + [0]) }
      try Self.bind(listener, &address)
      endpoint = "unix:\(path)"
    } else {
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      self.listener = listener
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      try Self.bind(listener, &address)
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      _ = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          getsockname(listener, $0, &length)
        }
      }
      endpoint = "http://127.0.0.1:\(address.sin_port.bigEndian)"
    }
    DispatchQueue(label: "raw-server").async { [self] in serve() }
  }

  deinit { close(listener) }

  /// Stops listening.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private static func bind<Address>(_ descriptor: Int32, _ address: inout Address) throws {
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
    guard result == 0, listen(descriptor, 8) == 0 else { throw NotBound() }
  }

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
      case .hangUp: return
      case .silence: continue
      }
    }
  }
}
