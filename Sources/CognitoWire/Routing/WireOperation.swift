/// One operation of the service: the single description used by client and server.
package protocol WireOperation: Sendable {
  /// What the caller sends.
  associatedtype Input: Sendable
  /// What the service answers.
  associatedtype Output: Sendable

  /// The operation's place among all, and its name.
  static var id: OperationID { get }
  /// Where it is found.
  static var route: Route { get }

  /// Returns `input` as labels, query and body.
  static func encode(_ input: Input) -> WireMessage
  /// Returns the input that a message carries, or throws a refusal naming the constraint.
  static func decode(_ message: WireMessage) throws(WireError) -> Input
  /// Returns `output` as a body.
  static func encode(_ output: Output) -> [UInt8]
  /// Returns the output that a body carries, or throws when a member is missing.
  static func decode(output body: [UInt8]) throws(WireError) -> Output
}

extension WireOperation {
  /// The operation's name, such as `UpdateRecords`.
  package static var name: String { id.rawValue }
}

/// The operations this service knows.
package enum OperationID: String, CaseIterable, Hashable, Sendable {
  case listRecords = "ListRecords"
  case updateRecords = "UpdateRecords"
  case listDatasets = "ListDatasets"
  case describeDataset = "DescribeDataset"
  case deleteDataset = "DeleteDataset"
  case subscribeToEvents = "SubscribeToEvents"
  case getID = "GetId"
  case getCredentialsForIdentity = "GetCredentialsForIdentity"
  case createIdentityPool = "CreateIdentityPool"
  case describeIdentityPool = "DescribeIdentityPool"

  /// The route of this operation.
  package var route: Route {
    switch self {
    case .listRecords: ListRecords.route
    case .updateRecords: UpdateRecords.route
    case .listDatasets: ListDatasets.route
    case .describeDataset: DescribeDataset.route
    case .deleteDataset: DeleteDataset.route
    case .subscribeToEvents: SubscribeToEvents.route
    case .getID: GetID.route
    case .getCredentialsForIdentity: GetCredentialsForIdentity.route
    case .createIdentityPool: CreateIdentityPool.route
    case .describeIdentityPool: DescribeIdentityPool.route
    }
  }
}
