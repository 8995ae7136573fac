/// Splits what names a host, and perhaps a port.
enum HostPort {
  /// Returns the host without brackets and the port; nothing if the text is neither.
  static func split(_ text: some StringProtocol) -> (host: String, port: Int?)? {
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let host = String(text[text.index(after: text.startIndex)..<end])
      let rest = text[text.index(after: end)...]
      guard !host.isEmpty else { return nil }
      if rest.isEmpty { return (host, nil) }
      guard rest.first == ":", let port = number(rest.dropFirst()) else { return nil }
      return (host, port)
    }
    // More than one colon without brackets is an address of version 6.
    guard let colon = text.firstIndex(of: ":"), text.lastIndex(of: ":") == colon else {
      return text.isEmpty ? nil : (String(text), nil)
    }
    let host = String(text[..<colon])
    guard !host.isEmpty, let port = number(text[text.index(after: colon)...]) else { return nil }
    return (host, port)
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let port = Int(text), (1...65_535).contains(port)
    else { return nil }
    return port
  }
}
