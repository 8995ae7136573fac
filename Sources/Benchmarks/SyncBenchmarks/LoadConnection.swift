import Glibc

/// One connection and the requests that are still to be sent over it.
final class LoadConnection {
  let descriptor: Int32
  private(set) var samples = Samples()
  private(set) var refusals = 0
  private(set) var bodies: [[UInt8]] = []
  private(set) var isDone = false

  private let script: [[UInt8]]
  private let keepsBodies: Bool
  private var next = 0
  private var sent: Int64 = 0
  private var received: [UInt8]
  private var count = 0

  /// Connects; the service is not asked anything yet.
  init(host: String, port: Int, script: [[UInt8]], keepsBodies: Bool) throws {
    self.script = script
    self.keepsBodies = keepsBodies
    received = [UInt8](repeating: 0, count: 65_536)
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    inet_pton(AF_INET, host, &address.sin_addr)
    var on: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw BenchmarkFailure("No connection to port \(port): \(errno).") }
    samples.reserve(script.count)
  }

  deinit { close(descriptor) }

  /// Sends the next request, if there is one.
  func sendNext() throws {
    guard next < script.count else {
      isDone = true
      return
    }
    sent = Clock.now()
    var offset = 0
    try script[next].withUnsafeBytes { bytes in
      while offset < bytes.count {
        let written = send(
          descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset,
          Int32(MSG_NOSIGNAL))
        guard written > 0 else { throw BenchmarkFailure("A connection broke: \(errno).") }
        offset += written
      }
    }
    next += 1
  }

  /// Reads what has come and, when the answer is complete, goes on with the next request.
  func receive() throws {
    if count == received.count { received += [UInt8](repeating: 0, count: received.count) }
    let read = received.withUnsafeMutableBytes { bytes in
      recv(descriptor, bytes.baseAddress?.advanced(by: count), bytes.count - count, 0)
    }
    guard read > 0 else { throw BenchmarkFailure("The service closed a connection.") }
    count += read
    let head = received.withUnsafeBytes {
      AnswerHead(UnsafeRawBufferPointer(rebasing: $0.prefix(count)))
    }
    guard let head, count >= head.size + head.contentLength else { return }
    samples.add(nanoseconds: Clock.now() - sent)
    if head.status != 200 { refusals += 1 }
    if keepsBodies { bodies.append(Array(received[head.size..<count])) }
    count = 0
    try sendNext()
  }
}
