import Foundation
import HTTPTransport
import SyncClient
import SyncCore

/// Notes that are always at hand, and shared with the user's other devices on request.
struct Notebook {
  /// Something the user can put right, as a sentence.
  struct Mistake: Error, CustomStringConvertible {
    var description: String
  }

  private let manager: SyncManager
  private let dataset: Dataset
  private let login: URL

  /// Opens the notes of this device; the service is not asked, so this also works on a plane.
  init(server: String, pool: String, store: String) throws {
    guard let id = IdentityPoolID(pool), let region = pool.split(separator: ":").first else {
      throw Mistake(description: "'\(pool)' is not the id of an identity pool.")
    }
    let login = URL(filePath: store + ".login")
    let device = URL(filePath: store).deletingPathExtension().lastPathComponent
    let policy = MergePolicy(named: "keep both") { mine, other in
      Self.both(mine?.value, other.value)
    }
    let callbacks = SyncCallbacks(
      // "Last writer wins" would lose the text of whoever saved first, so neither side wins.
      onConflicts: { report in
        let pairs = report.conflicts.map { conflict in
          (conflict.key, Self.both(conflict.remote.value, conflict.local.value))
        }
        return .resolve(
          Dictionary(pairs.map { ($0, .value($1)) }) { first, _ in first }, rule: policy.name)
      },
      // Notes of a guest come along when the guest signs in, by the same rule.
      onDatasetsMerged: { _ in .mergeIntoPrimary(policy) })
    manager = try SyncManager(
      .init(
        pool: id, region: String(region), storePath: store, callbacks: callbacks, adoption: policy,
        deviceName: String(device.prefix(64))),
      transport: try .http(endpoint: server), logins: { try Self.tokens(in: login) })
    dataset = try manager.dataset("Notes")
    self.login = login
  }

  /// Returns the notes that were not removed.
  func notes() throws -> [LocalRecord] { try dataset.records().filter { !$0.isDeleted } }

  /// Adds a note and returns its id.
  ///
  /// The id is random: devices that cannot ask each other would count to the same number, and two
  /// notes would become a conflict.
  func add(_ text: String) throws -> String {
    let id = String(UInt64.random(in: .min ... .max), radix: 36)
    try dataset.set(id, to: text)
    return id
  }

  /// Replaces the text of a note; on the disk when this returns, uploaded by the next `synchronize`.
  func edit(_ id: String, _ text: String) throws {
    try verify(id)
    try dataset.set(id, to: text)
  }

  /// Removes a note; what stays is a tombstone that tells the other devices.
  func remove(_ id: String) throws {
    try verify(id)
    try dataset.remove(id)
  }

  /// Returns why a note reads as it does, and what synchronizations did to it, newest first.
  func why(_ id: String) throws -> [String] {
    guard let explanation = try dataset.explanation(of: id) else {
      throw Mistake(description: "There never was a note '\(id)'.")
    }
    return ["\(explanation)"] + explanation.history.map { "  \($0)" }
  }

  /// Exchanges notes with the service and returns what that did, a line for each change.
  ///
  /// It may fail at any point and be called again: edits stay marked until the service has them.
  func synchronize() async throws -> [String] {
    let result = try await dataset.synchronize()
    let changes = try result.changedKeys.map { key in
      try dataset.value(for: key.rawValue).map { "< \(key) \($0)" } ?? "< \(key) was removed"
    }
    return changes + ["\(changes.count) changed here, \(result.pushedRecords) uploaded."]
  }

  /// Keeps a token that the next `synchronize` presents; the notes taken as a guest are kept.
  func signIn(provider: String, token: String) async throws {
    guard
      FileManager.default.createFile(
        atPath: login.path, contents: try JSONEncoder().encode([provider: token]),
        attributes: [.posixPermissions: 0o600])
    else { throw Mistake(description: "The file '\(login.path)' cannot be written.") }
    try await manager.credentials.setLogins { [provider: token] }
  }

  /// Ends what is on its way; nothing needs to be saved.
  func close() async { await manager.close() }

  private func verify(_ id: String) throws {
    guard try dataset.value(for: id) != nil else {
      throw Mistake(description: "There is no note '\(id)'.")
    }
  }

  /// Returns a text in which neither is lost; an edit outlives a removal.
  private static func both(_ first: String?, _ second: String?) -> String? {
    guard let first, let second, !first.contains(second) else { return first ?? second }
    return second.contains(first) ? second : "\(first) | \(second)"
  }

  private static func tokens(in file: URL) throws -> [String: String] {
    guard FileManager.default.fileExists(atPath: file.path) else { return [:] }
    return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
  }
}
