import Dispatch
import Glibc
import Synchronization

/// Stands between a device and the service and counts what passes.
final class WireMeter: Sendable {
  private struct Counts {
    var requests = 0
    var sent = 0
    var received = 0
  }

  /// Where devices connect to.
  let port: Int
  private let listener: Int32
  private let target: Int
  private let counts = Mutex(Counts())

  /// Requests since the last reset.
  var requests: Int { counts.withLock(\.requests) }
  /// Bytes from devices since the last reset, heads included.
  var sent: Int { counts.withLock(\.sent) }
  /// Bytes to devices since the last reset, heads included.
  var received: Int { counts.withLock(\.received) }

  /// Listens on a free port of the loopback interface.
  init(to target: Int) throws {
    self.target = target
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard result else { throw BenchmarkFailure("The meter cannot listen.") }
    port = Int(address.sin_port.bigEndian)
    DispatchQueue(label: "meter").async { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        relay(connection)
      }
    }
  }

  /// Begins to count anew.
  func reset() { counts.withLock { $0 = Counts() } }

  /// Stops listening.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private func relay(_ device: Int32) {
    let service = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(port: target)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(service, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    let both = DispatchGroup()
    DispatchQueue(label: "meter-up").async(group: both) { [self] in
      pump(device, service) { counts, bytes in
        counts.sent += bytes.count
        counts.requests += Self.heads(in: bytes)
      }
    }
    DispatchQueue(label: "meter-down").async(group: both) { [self] in
      pump(service, device) { $0.received += $1.count }
    }
    both.notify(queue: .global()) {
      close(device)
      close(service)
    }
  }

  private func pump(
    _ source: Int32, _ target: Int32, _ note: (inout Counts, ArraySlice<UInt8>) -> Void
  ) {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(source, &buffer, buffer.count)
      guard count > 0 else { break }
      counts.withLock { note(&$0, buffer[..<count]) }
      guard write(target, buffer, count) == count else { break }
    }
    shutdown(target, Int32(SHUT_RDWR))
    shutdown(source, Int32(SHUT_RDWR))
  }

  /// Counts the ends of request lines; bodies are JSON and hold none.
  private static func heads(in bytes: ArraySlice<UInt8>) -> Int {
    let end = Array(" HTTP/1.1\r\n".utf8)
    var count = 0
    var rest = bytes
    while let place = rest.firstIndex(of: end[0]) {
      rest = rest[place...]
      if rest.starts(with: end) { count += 1 }
      rest = rest.dropFirst()
    }
    return count
  }

  private static func address(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }
}
