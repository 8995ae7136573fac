import GRDB
import SyncCore

/// Which devices follow which datasets, in the database.
enum SubscriptionRow {
  static let insertion = """
    INSERT INTO subscription (dataset, device) VALUES (?, ?) ON CONFLICT DO NOTHING
    """

  /// Lets a device follow a dataset; both are named by their rows.
  static func insert(_ device: Int64, to dataset: Int64, _ database: Database) throws {
    try database.run(
      insertion, .integer(dataset), .integer(device))
  }

  /// Ends that and tells whether it was so.
  static func delete(_ device: Int64, from dataset: Int64, _ database: Database) throws -> Bool {
    try database.run(
      "DELETE FROM subscription WHERE dataset = ? AND device = ?", .integer(dataset),
      .integer(device))
    return database.changesCount > 0
  }

  static let deletion = "DELETE FROM subscription WHERE dataset = ?"

  /// Ends all that is followed of a dataset.
  static func deleteAll(to dataset: Int64, _ database: Database) throws {
    try database.run(deletion, .integer(dataset))
  }

  static let subscribers = """
    SELECT v.id, v.platform, v.token
    FROM identity i JOIN dataset d ON d.identity = i.number AND d.name = ?3
      JOIN subscription s ON s.dataset = d.number JOIN device v ON v.number = s.device
    WHERE i.id = ?2 AND i.pool = ?1 AND v.is_enabled ORDER BY s.device
    """

  /// Returns the devices that follow a dataset and can be reached, in the order they came.
  static func subscribers(
    of dataset: DatasetReference, _ database: Database
  ) throws -> [RegisteredDevice] {
    try database.all(
      subscribers, .text(dataset.pool.rawValue), .text(dataset.identity.rawValue),
      .text(dataset.name.rawValue)
    ) { row in
      guard let id = DeviceID(row.text(0)), let platform = PushPlatform(rawValue: row.text(1))
      else { return nil }
      return RegisteredDevice(
        id: id, identity: dataset.identity, platform: platform, token: row.text(2))
    }.compactMap(\.self)
  }

  static let datasets = """
    SELECT d.name FROM subscription s JOIN dataset d ON d.number = s.dataset WHERE s.device = ?
    """

  /// Returns the names of the datasets that a device follows.
  static func datasets(of device: Int64, _ database: Database) throws -> Set<DatasetName> {
    Set(
      try database.all(datasets, .integer(device)) { DatasetName($0.text(0)) }.compactMap(\.self))
  }
}
