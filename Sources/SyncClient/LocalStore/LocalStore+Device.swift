import GRDB
package import SyncCore

/// What a device was registered with for push notifications (cognito-sync.md 6.10).
package struct PushRegistration: Hashable, Sendable {
  /// The push service that reaches the device.
  package var platform: PushPlatform
  /// The hash of the push service's name for the device.
  package var tokenHash: String
  /// The service's name for the device.
  package var device: DeviceID

  /// Creates a registration from its parts.
  package init(platform: PushPlatform, tokenHash: String, device: DeviceID) {
    self.platform = platform
    self.tokenHash = tokenHash
    self.device = device
  }
}

/// The registration for push notifications; a wipe and another identity end it.
extension LocalStore {
  /// Returns what this device was last registered with for `identity`, or nothing.
  package func registration(of identity: IdentityID) throws(StoreError) -> PushRegistration? {
    try read { database in
      let row = try Row.fetchOne(
        database.cachedStatement(
          sql: "SELECT platform, token_hash, device_id FROM device WHERE identity_id = ?"),
        arguments: [identity.rawValue])
      guard let row else { return nil }
      guard let platform = PushPlatform(rawValue: row[0]), let device = DeviceID(row[2]) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a device breaks the schema")
      }
      return PushRegistration(platform: platform, tokenHash: row[1], device: device)
    }
  }

  /// Remembers a registration in the place of an older one; an `identityRace` if the device has
  /// another identity by now.
  package func save(
    _ registration: PushRegistration, of identity: IdentityID
  ) throws(StoreError) {
    try write { database in
      guard try meta(identityKey, in: database) == identity.rawValue else {
        throw StoreError.identityRace
      }
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO device (identity_id, platform, token_hash, device_id)
          VALUES (?, ?, ?, ?)
          """,
        arguments: [
          identity.rawValue, registration.platform.rawValue, registration.tokenHash,
          registration.device.rawValue,
        ])
    }
  }

  func forgetDevice(of identity: IdentityID, in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM device WHERE identity_id = ?", arguments: [identity.rawValue])
  }

  func forgetDevices(in database: Database) throws {
    try database.execute(sql: "DELETE FROM device")
  }
}
