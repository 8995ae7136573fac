import Dispatch
import Glibc
import Synchronization

/// A proxy that leads every tunnel to the same port, whatever was asked for.
final class TunnelProxy: Sendable {
  /// Host and port, as a variable of the environment names them.
  let address: String
  private let listener: Int32
  private let target: Int
  private let answer: String
  private let heard = Mutex<[String]>([])

  /// What was asked of the proxy, one text for each tunnel.
  var requests: [String] { heard.withLock { $0 } }

  /// Listens on a free port.
  ///
  /// - Parameter answer: The status line to answer with; anything but 200 ends the connection.
  init(to target: Int, answer: String = "HTTP/1.1 200 OK") throws {
    let port: Int
    (listener, port) = try LoopbackSocket.listen()
    address = "127.0.0.1:\(port)"
    self.target = target
    self.answer = answer
    DispatchQueue(label: "proxy").async { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        DispatchQueue(label: "tunnel").async { [self] in lead(connection) }
      }
    }
  }

  deinit { close(listener) }

  /// Stops listening.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func lead(_ connection: Int32) {
    defer { close(connection) }
    var buffer = [UInt8](repeating: 0, count: 4_096)
    var head = ""
    while !head.hasSuffix("\r\n\r\n") {
      let count = read(connection, &buffer, buffer.count)
      guard count > 0 else { return }
      head += String(decoding: buffer[..<count], as: UTF8.self)
    }
    heard.withLock { $0.append(head) }
    let reply = answer + "\r\nContent-Length: 0\r\n\r\n"
    guard answer.contains(" 200 ") else {
      _ = write(connection, reply, reply.utf8.count)
      return
    }
    guard let service = try? LoopbackSocket.connect(to: target) else { return }
    defer { close(service) }
    let tunnel = answer + "\r\n\r\n"
    _ = write(connection, tunnel, tunnel.utf8.count)
    let back = DispatchQueue(label: "tunnel-back")
    back.async { Self.pump(service, connection) }
    Self.pump(connection, service)
    back.sync {}
  }

  private static func pump(_ source: Int32, _ destination: Int32) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(source, &buffer, buffer.count)
      guard count > 0, write(destination, buffer, count) == count else { break }
    }
    shutdown(destination, Int32(SHUT_RDWR))
    shutdown(source, Int32(SHUT_RDWR))
  }
}
