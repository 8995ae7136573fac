import GRDB
import SyncCore

/// Registered devices in the database.
enum DeviceRow {
  static let known = """
    SELECT number, id FROM device WHERE identity = ? AND platform = ? AND token = ?
    """

  /// Registers a device of the identity's row, or finds the one registered before, which can then
  /// be reached again.
  static func register(
    _ device: RegisteredDevice, of identity: Int64, at now: Timestamp, _ database: Database
  ) throws -> DeviceID {
    let known = try database.first(
      known, .integer(identity), .text(device.platform.rawValue), .text(device.token)
    ) { row in (number: row.integer(0), id: DeviceID(row.text(1))) }
    if let known, let id = known.id {
      try database.run(
        "UPDATE device SET is_enabled = 1 WHERE number = ?", .integer(known.number))
      return id
    }
    let isTaken = try database.exists(
      "SELECT 1 FROM device WHERE id = ?", .text(device.id.rawValue))
    guard !isTaken else { throw StoreError.failure(.deviceIdentifierTaken) }
    try database.run(
      """
      INSERT INTO device (id, identity, platform, token, is_enabled, created_ms)
      VALUES (?, ?, ?, ?, 1, ?)
      """,
      .text(device.id.rawValue), .integer(identity), .text(device.platform.rawValue),
      .text(device.token), .time(now))
    return device.id
  }

  static let number = "SELECT number FROM device WHERE id = ? AND identity = ?"

  /// Returns the row of a device, or fails unless the identity's row has it.
  static func require(
    _ device: DeviceID, of identity: Int64?, _ database: Database
  ) throws -> Int64 {
    let found = try database.first(number, .text(device.rawValue), .integer(identity)) { row in
      row.integer(0)
    }
    guard let found else { throw StoreError.push(.deviceNotFound(device)) }
    return found
  }

  /// Notes that a device cannot be reached any more.
  static func disable(_ device: DeviceID, _ database: Database) throws {
    try database.run("UPDATE device SET is_enabled = 0 WHERE id = ?", .text(device.rawValue))
  }

  /// Forgets the devices of an identity's row and what they follow.
  static func deleteAll(of identity: Int64, _ database: Database) throws {
    try database.run("DELETE FROM device WHERE identity = ?", .integer(identity))
  }
}
