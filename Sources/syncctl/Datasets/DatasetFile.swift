import CommandProgram
import CognitoWire
import SyncCore

/// An exported dataset: a JSON object with the names of the wire.
struct DatasetFile: Hashable {
  /// One key; without a value, it was removed.
  struct Entry: Hashable {
    var key: RecordKey
    var value: String?
  }

  /// Where it came from; nothing in a file that somebody wrote by hand.
  struct Origin: Hashable {
    var dataset: DatasetReference
    /// The dataset's count at that time.
    var syncCount: SyncCount
  }

  var origin: Origin?
  var entries: [Entry]

  /// Creates the file of a listing.
  static func json(_ listing: RecordsListing, of dataset: DatasetReference) -> JSONValue {
    let records = JSONValue(body: ListRecords.encode(listing))["Records"] ?? .array([])
    return .object([
      JSONMember("DatasetName", .string(dataset.name.rawValue)),
      JSONMember("DatasetSyncCount", .integer(listing.datasetSyncCount)),
      JSONMember("IdentityId", .string(dataset.identity.rawValue)),
      JSONMember("IdentityPoolId", .string(dataset.pool.rawValue)),
      JSONMember("Records", records),
    ])
  }

  /// Reads a file, or throws what is wrong with it.
  init(bytes: [UInt8]) throws(Failure) {
    let json: JSONValue
    do throws(JSONReader.Failure) {
      json = try JSONReader.read(bytes)
    } catch { throw Self.unusable(error.description) }
    guard case .array(let records)? = json["Records"] else {
      throw Self.unusable("The list 'Records' is missing.")
    }
    entries = []
    var keys: Set<RecordKey> = []
    for (index, record) in records.enumerated() {
      let entry = try Self.entry(record, at: index)
      guard keys.insert(entry.key).inserted else {
        throw Self.unusable("The key '\(entry.key)' stands there twice.")
      }
      entries.append(entry)
    }
    origin = Self.origin(json)
  }

  private static func entry(_ json: JSONValue, at index: Int) throws(Failure) -> Entry {
    guard case .string(let text)? = json["Key"], let key = RecordKey(text) else {
      throw unusable("Record \(index + 1) has no usable 'Key'.")
    }
    switch json["Value"] {
    case nil: return Entry(key: key, value: nil)
    case .string(let value): return Entry(key: key, value: value)
    case .some: throw unusable("The 'Value' of '\(key)' is no text.")
    }
  }

  private static func origin(_ json: JSONValue) -> Origin? {
    guard case .string(let pool)? = json["IdentityPoolId"], let pool = IdentityPoolID(pool),
      case .string(let identity)? = json["IdentityId"], let identity = IdentityID(identity),
      case .string(let name)? = json["DatasetName"], let name = DatasetName(name),
      case .integer(let count)? = json["DatasetSyncCount"]
    else { return nil }
    return Origin(
      dataset: DatasetReference(pool: pool, identity: identity, name: name), syncCount: count)
  }

  private static func unusable(_ reason: String) -> Failure {
    Failure(
      message: "The file is no exported dataset: \(reason)",
      hint: "'syncctl dataset export' writes such files.")
  }
}
