import HTTPTypes
package import SyncCore

/// Lists what the pools of the calling account store (cognito-sync.md 2.5 #1).
package enum ListIdentityPoolUsage: WireOperation {
  package static let id = OperationID.listIdentityPoolUsage
  package static let route = Route.rest(.get, "/identitypools")

  /// The most pools on a page; larger wishes are cut silently.
  package static let maximumPageSize = 60

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// Where the page begins, from an earlier answer.
    package var nextToken: String?
    /// The page size asked for, which the answer repeats; nothing leaves it to the service.
    package var requestedSize: Int?
    /// Pools wanted on the page, at most `maximumPageSize`.
    package var pageSize: Int? { requestedSize.map { min($0, maximumPageSize) } }

    /// Creates an input.
    package init(nextToken: String? = nil, requestedSize: Int? = nil) {
      self.nextToken = nextToken
      self.requestedSize = requestedSize
    }
  }

  /// One page.
  package struct Output: Hashable, Sendable {
    /// What each pool stores, by id.
    package var usages: [PoolUsage]
    /// The page size that was asked for.
    package var maxResults: Int
    /// Where the next page begins; nothing on the last.
    package var nextToken: String?

    /// Creates a page.
    package init(usages: [PoolUsage], maxResults: Int, nextToken: String?) {
      self.usages = usages
      self.maxResults = maxResults
      self.nextToken = nextToken
    }
  }

  package static func encode(_ input: Input) -> WireMessage {
    var query: [WireQueryItem] = []
    if let size = input.requestedSize { query.append(WireQueryItem("maxResults", String(size))) }
    if let token = input.nextToken { query.append(WireQueryItem("nextToken", token)) }
    return WireMessage(query: query)
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    Input(nextToken: message.query("nextToken"), requestedSize: try message.requestedPageSize())
  }

  package static func encode(_ output: Output) -> [UInt8] {
    JSONWriter.write(
      .object([
        JSONMember("Count", .integer(Int64(output.usages.count))),
        JSONMember("IdentityPoolUsages", .array(output.usages.map(\.json))),
        JSONMember("MaxResults", .integer(Int64(output.maxResults))),
        JSONMember("NextToken", .optional(output.nextToken)),
      ]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    let fields = try WireFields(body: body, dialect: .sync)
    var usages: [PoolUsage] = []
    for json in try fields.list("IdentityPoolUsages") { usages.append(try PoolUsage(json: json)) }
    return Output(
      usages: usages,
      maxResults: Int(clamping: try fields.integer("MaxResults") ?? Int64(usages.count)),
      nextToken: try fields.text("NextToken"))
  }
}
