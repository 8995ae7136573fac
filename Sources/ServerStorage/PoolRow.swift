import GRDB
import IdentityCore
import SyncCore

/// Identity pools in the database.
enum PoolRow {
  private enum Kind: String {
    case loginProvider = "login"
    case openIDConnect = "oidc"
    case userPool = "user-pool"
    case saml = "saml"
    case tag = "tag"
  }

  private struct Setting {
    var kind: Kind
    var name: String
    var value = ""
    var flag = false
  }

  /// Fails unless the pool exists.
  static func require(_ id: IdentityPoolID, _ database: Database) throws {
    guard try exists(id, database) else { throw StoreError.identity(.poolNotFound(id)) }
  }

  static func exists(_ id: IdentityPoolID, _ database: Database) throws -> Bool {
    try database.exists("SELECT 1 FROM pool WHERE id = ?", .text(id.rawValue))
  }

  static func fetch(_ id: IdentityPoolID, _ database: Database) throws -> IdentityPool {
    let found = try database.first(
      """
      SELECT name, allows_guests, allows_classic_flow, developer_provider FROM pool WHERE id = ?
      """,
      .text(id.rawValue)
    ) { row in
      IdentityPoolConfiguration(
        name: row.text(0), allowsGuests: row.flag(1),
        allowsClassicFlow: row.optional(row.flag, 2),
        developerProviderName: row.optional(row.text, 3))
    }
    guard var configuration = found else { throw StoreError.identity(.poolNotFound(id)) }
    let settings = try database.all(
      """
      SELECT kind, name, value, flag FROM pool_setting WHERE pool = ? ORDER BY kind, position
      """,
      .text(id.rawValue)
    ) { row in
      Kind(rawValue: row.text(0)).map { kind in
        Setting(kind: kind, name: row.text(1), value: row.text(2), flag: row.flag(3))
      }
    }
    for setting in settings.compactMap(\.self) { apply(setting, to: &configuration) }
    return IdentityPool(id: id, configuration: configuration)
  }

  static func fetchAll(_ database: Database) throws -> [IdentityPool] {
    try database.all("SELECT id FROM pool ORDER BY id") { IdentityPoolID($0.text(0)) }
      .compactMap(\.self).map { try fetch($0, database) }
  }

  static let page = "SELECT id FROM pool WHERE id > ? ORDER BY id LIMIT ?"

  /// Returns up to `count` ids after `last`.
  static func ids(
    after last: IdentityPoolID?, count: Int, _ database: Database
  ) throws -> [IdentityPoolID] {
    try database.all(page, .text(last?.rawValue ?? ""), .integer(count)) { row in
      IdentityPoolID(row.text(0))
    }.compactMap(\.self)
  }

  static func insert(_ pool: IdentityPool, _ database: Database) throws {
    guard try !exists(pool.id, database) && !isRetired(pool.id, database) else {
      throw StoreError.identity(.poolIdentifierTaken(pool.id))
    }
    try database.run(
      """
      INSERT INTO pool (id, name, allows_guests, allows_classic_flow, developer_provider)
      VALUES (?, ?, ?, ?, ?)
      """,
      .text(pool.id.rawValue), .text(pool.configuration.name),
      .flag(pool.configuration.allowsGuests), .flag(pool.configuration.allowsClassicFlow),
      .text(pool.configuration.developerProviderName))
    try saveSettings(of: pool, database)
  }

  private static func isRetired(_ id: IdentityPoolID, _ database: Database) throws -> Bool {
    try database.exists("SELECT 1 FROM retired_pool WHERE id = ?", .text(id.rawValue))
  }

  /// Replaces the configuration of an existing pool.
  static func update(_ pool: IdentityPool, _ database: Database) throws {
    try database.run(
      """
      UPDATE pool SET name = ?2, allows_guests = ?3, allows_classic_flow = ?4,
        developer_provider = ?5
      WHERE id = ?1
      """,
      .text(pool.id.rawValue), .text(pool.configuration.name),
      .flag(pool.configuration.allowsGuests), .flag(pool.configuration.allowsClassicFlow),
      .text(pool.configuration.developerProviderName))
    try saveSettings(of: pool, database)
  }

  /// Replaces the lists and maps of the pool's configuration.
  static func saveSettings(of pool: IdentityPool, _ database: Database) throws {
    try database.run("DELETE FROM pool_setting WHERE pool = ?", .text(pool.id.rawValue))
    for (position, setting) in settings(of: pool.configuration).enumerated() {
      try database.run(
        """
        INSERT INTO pool_setting (pool, kind, position, name, value, flag)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        .text(pool.id.rawValue), .text(setting.kind.rawValue), .integer(position),
        .text(setting.name), .text(setting.value), .flag(setting.flag))
    }
  }

  private static func settings(of pool: IdentityPoolConfiguration) -> [Setting] {
    pool.supportedLoginProviders.sorted { $0.key < $1.key }
      .map { Setting(kind: .loginProvider, name: $0.key, value: $0.value) }
      + pool.openIDConnectProviderARNs.map { Setting(kind: .openIDConnect, name: $0) }
      + pool.userPoolClients.map {
        Setting(
          kind: .userPool, name: $0.providerName, value: $0.clientID, flag: $0.checksTokenOnServer)
      } + pool.samlProviderARNs.map { Setting(kind: .saml, name: $0) }
      + pool.tags.sorted { $0.key < $1.key }
      .map { Setting(kind: .tag, name: $0.key, value: $0.value) }
  }

  private static func apply(_ setting: Setting, to pool: inout IdentityPoolConfiguration) {
    switch setting.kind {
    case .loginProvider: pool.supportedLoginProviders[setting.name] = setting.value
    case .openIDConnect: pool.openIDConnectProviderARNs.append(setting.name)
    case .userPool:
      pool.userPoolClients.append(
        UserPoolClient(
          providerName: setting.name, clientID: setting.value, checksTokenOnServer: setting.flag))
    case .saml: pool.samlProviderARNs.append(setting.name)
    case .tag: pool.tags[setting.name] = setting.value
    }
  }
}
