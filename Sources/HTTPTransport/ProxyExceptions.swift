/// The hosts that are reached without a proxy, as `no_proxy` names them.
///
/// Entries are separated by commas or spaces: `*` for all, an address, a network such as
/// `10.0.0.0/8`, or a domain with all names beneath it; a port narrows an entry.
struct ProxyExceptions: Hashable, Sendable {
  fileprivate struct Entry: Hashable {
    var host: String
    var port: Int?
  }

  private var isEverything = false
  private var networks: [IPNetwork] = []
  private var entries: [Entry] = []

  init(_ text: String) {
    for word in text.lowercased().split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      if word == "*" {
        isEverything = true
      } else if let network = IPNetwork(word) {
        networks.append(network)
      } else if let (host, port) = HostPort.split(word) {
        let domain = host.drop { $0 == "." || $0 == "*" }
        guard !domain.isEmpty else { continue }
        entries.append(Entry(host: String(domain), port: port))
      }
    }
  }

  /// Tells whether a host is an exception.
  func contains(_ host: String, port: Int) -> Bool {
    if isEverything { return true }
    var host = host.lowercased()
    if host.last == "." { host.removeLast() }
    if let address = IPAddress(host) {
      if networks.contains(where: { $0.contains(address) }) { return true }
      return entries.contains { $0.matches(port) && IPAddress($0.host) == address }
    }
    return entries.contains { entry in
      entry.matches(port) && (host == entry.host || host.hasSuffix(".\(entry.host)"))
    }
  }
}

extension ProxyExceptions.Entry {
  fileprivate func matches(_ present: Int) -> Bool { port == nil || port == present }
}
