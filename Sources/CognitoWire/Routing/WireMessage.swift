import URIEncoding

/// What an operation's input becomes on the wire, without the rest of its headers and host.
package struct WireMessage: Hashable, Sendable {
  /// The values of the route's labels, decoded.
  package var labels: [String: String]
  /// The query, decoded, in order.
  package var query: [WireQueryItem]
  /// The body; empty where the operation has none.
  package var body: [UInt8]
  /// The header `x-amz-Client-Context`, which only PutEvents reads.
  package var clientContext: String?
  /// The header `x-amz-Client-Context-Encoding`, such as `base64`.
  package var clientContextEncoding: String?

  /// Creates a message from its parts.
  package init(
    labels: [String: String] = [:], query: [WireQueryItem] = [], body: [UInt8] = [],
    clientContext: String? = nil, clientContextEncoding: String? = nil
  ) {
    self.labels = labels
    self.query = query
    self.body = body
    self.clientContext = clientContext
    self.clientContextEncoding = clientContextEncoding
  }

  /// Returns the value of the first query item called `name`.
  package func query(_ name: String) -> String? { query.first { $0.name == name }?.value }
}

/// A name and a value in a query.
package struct WireQueryItem: Hashable, Sendable {
  /// The name.
  package var name: String
  /// The value, decoded.
  package var value: String

  /// Creates an item.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Returns the items of a raw query, or nothing when it is broken.
  package static func parse(_ query: some StringProtocol) -> [WireQueryItem]? {
    URIEncoding.decodePairs(query)?.map { WireQueryItem($0.name, $0.value) }
  }
}
