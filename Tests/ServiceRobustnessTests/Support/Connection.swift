import Foundation

/// One TCP connection that sends whatever bytes a test likes and reads HTTP answers; it blocks.
final class Connection {
  /// The other side closed, or did not answer in time.
  enum Failure: Error, Hashable {
    case refused(Int32)
    case closed
    case late
  }

  /// One answer.
  struct Answer: Sendable {
    var status: Int
    var fields: [String: String]
    var body: [UInt8]

    /// The code of an AWS error.
    var errorType: String? {
      fields["x-amzn-errortype"].map { String($0.prefix { $0 != ":" }) }
    }

    /// The body as a JSON object.
    var json: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]) ?? [:]
    }
  }

  private let descriptor: Int32
  private var pending: [UInt8] = []

  /// Connects to a port of this machine; no read takes longer than `patience` seconds.
  init(port: Int, patience: Int = 20) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure.refused(errno) }
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    var one: Int32 = 1
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let reason = errno
      close(descriptor)
      throw Failure.refused(reason)
    }
  }

  deinit { close(descriptor) }

  /// Sends all of `bytes`.
  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.send(
          descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else {
        throw errno == EAGAIN ? Failure.late : Failure.closed
      }
      sent += count
    }
  }

  /// Sends `text`.
  func send(_ text: String) throws { try send(Array(text.utf8)) }

  /// Says that nothing more will be sent.
  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Reads one answer.
  ///
  /// - Parameter hasBody: Whether the answer has one: to HEAD it has none.
  func answer(hasBody: Bool = true) throws -> Answer {
    var end = headEnd()
    while end == nil {
      try fill()
      end = headEnd()
    }
    let head = String(decoding: pending.prefix(end ?? 0), as: UTF8.self)
    pending.removeFirst((end ?? 0) + 4)
    let lines = head.split(separator: "\r\n")
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon].lowercased()] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    guard hasBody else { return Answer(status: status, fields: fields, body: []) }
    let length = fields["content-length"].flatMap { Int($0) } ?? 0
    while pending.count < length { try fill() }
    defer { pending.removeFirst(length) }
    return Answer(status: status, fields: fields, body: Array(pending.prefix(length)))
  }

  /// Sends a request and reads its answer.
  func exchange(_ bytes: [UInt8]) throws -> Answer {
    try send(bytes)
    return try answer()
  }

  /// Whether the other side closes the connection, with nothing more to read before.
  func isClosedByPeer() -> Bool {
    do {
      try fill()
      return false
    } catch { return error as? Failure == .closed }
  }

  /// Reads until the other side closes, and returns what came.
  func rest() throws -> [UInt8] {
    while true {
      do { try fill() } catch Failure.closed {
        defer { pending = [] }
        return pending
      }
    }
  }

  /// Reads until `text` has come, and returns all up to its end.
  func read(through text: String) throws -> String {
    let end = Array(text.utf8)
    while true {
      if let range = pending.firstRange(of: end) {
        defer { pending.removeFirst(range.upperBound) }
        return String(decoding: pending[..<range.upperBound], as: UTF8.self)
      }
      try fill()
    }
  }

  private func headEnd() -> Int? { pending.firstRange(of: Array("\r\n\r\n".utf8))?.lowerBound }

  private func fill() throws {
    var chunk = [UInt8](repeating: 0, count: 16_384)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else {
      throw count < 0 && errno == EAGAIN ? Failure.late : Failure.closed
    }
    pending += chunk.prefix(count)
  }
}
