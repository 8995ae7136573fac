import HTTPTypes
package import SyncCore

/// Lists the datasets of one identity (cognito-sync.md 2.5 #4).
package enum ListDatasets: WireOperation {
  package static let id = OperationID.listDatasets
  package static let route = Route.rest(
    .get, "/identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets")

  /// The most datasets on a page; larger wishes are cut silently.
  package static let maximumPageSize = 64

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// The owner.
    package var identity: IdentityID
    /// Where the page begins, from an earlier answer.
    package var nextToken: String?
    /// Datasets wanted on the page; nothing asks for all there are.
    package var pageSize: Int?

    /// Creates an input.
    package init(
      pool: IdentityPoolID, identity: IdentityID, nextToken: String? = nil, pageSize: Int? = nil
    ) {
      self.pool = pool
      self.identity = identity
      self.nextToken = nextToken
      self.pageSize = pageSize
    }
  }

  /// One page.
  package struct Output: Hashable, Sendable {
    /// The datasets, by name.
    package var datasets: [DatasetMetadata]
    /// Where the next page begins; nothing on the last.
    package var nextToken: String?

    /// Creates a page.
    package init(datasets: [DatasetMetadata], nextToken: String?) {
      self.datasets = datasets
      self.nextToken = nextToken
    }
  }

  package static func encode(_ input: Input) -> WireMessage {
    var query: [WireQueryItem] = []
    if let size = input.pageSize { query.append(WireQueryItem("maxResults", String(size))) }
    if let token = input.nextToken { query.append(WireQueryItem("nextToken", token)) }
    return WireMessage(
      labels: ["IdentityPoolId": input.pool.rawValue, "IdentityId": input.identity.rawValue],
      query: query)
  }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    let path = try IdentityPath(labels: message.labels)
    return Input(
      pool: path.pool, identity: path.identity, nextToken: message.query("nextToken"),
      pageSize: try message.pageSize(maximum: maximumPageSize))
  }

  package static func encode(_ output: Output) -> [UInt8] {
    JSONWriter.write(
      .object([
        JSONMember("Count", .integer(Int64(output.datasets.count))),
        JSONMember("Datasets", .array(output.datasets.map(\.json))),
        JSONMember("NextToken", output.nextToken.map { .string($0) } ?? .null),
      ]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    let fields = try WireFields(body: body, dialect: .sync)
    var datasets: [DatasetMetadata] = []
    for json in try fields.list("Datasets") { datasets.append(try DatasetMetadata(json: json)) }
    return Output(datasets: datasets, nextToken: try fields.text("NextToken"))
  }
}
