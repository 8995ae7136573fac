import SyncClient

/// Where a service is reached.
struct Endpoint: Hashable, Sendable {
  /// The scheme of requests, `http` or `https`.
  var scheme: String
  /// Host and port as requests name them.
  var authority: String
  /// The host alone, without brackets; nothing for a socket in the file system.
  var host: String?
  /// The port that is connected to.
  var port: Int
  /// What stands before the raw target in the address given to the HTTP client.
  var prefix: String

  /// Reads `http://host:port`, `https://host` or `unix:/path/of/socket`.
  init(_ text: String) throws(TransportError) {
    if let path = text.removing(prefix: "unix:") {
      guard path.hasPrefix("/") else {
        throw TransportError(.unsupported, "The socket in '\(text)' needs an absolute path.")
      }
      scheme = "http"
      authority = "localhost"
      host = nil
      port = 0
      prefix = "http+unix://" + Self.encodeHost(String(path))
      return
    }
    for scheme in ["http", "https"] {
      guard let rest = text.removing(prefix: scheme + "://") else { continue }
      let authority = rest.last == "/" ? rest.dropLast() : rest
      guard !authority.isEmpty, !authority.contains(where: { "/?#@ ".contains($0) }),
        let (host, port) = HostPort.split(authority)
      else { break }
      self.scheme = scheme
      self.authority = String(authority)
      self.host = host
      self.port = port ?? (scheme == "https" ? 443 : 80)
      prefix = "\(scheme)://\(authority)"
      return
    }
    throw TransportError(
      .unsupported,
      "'\(text)' is no address of a service: http://HOST:PORT, https://HOST or unix:/PATH.")
  }

  private static func encodeHost(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return path.utf8.reduce(into: "") { encoded, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case _:
        encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}

extension String {
  fileprivate func removing(prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
