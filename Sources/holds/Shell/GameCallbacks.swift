import Game
import LevelPack
import Logging
import SyncClient
import SyncCore

/// Answers the SDK's questions by the game's rules (game.md 7).
struct GameCallbacks: Sendable {
  /// The dataset that is shared among devices.
  static let sharedDataset = "GameInfo"
  /// The dataset that never leaves the device.
  static let deviceDataset = "Device"
  /// What the journal calls the way records are merged.
  static let rule = "the game's rules"

  let merge: ProgressMerge
  let logger: Logger

  /// Returns the callbacks for a manager whose datasets `shared` and `device` return.
  func callbacks(
    shared: @escaping @Sendable () throws -> Dataset,
    device: @escaping @Sendable () throws -> Dataset
  ) -> SyncCallbacks {
    SyncCallbacks(
      onConflicts: { report in
        do {
          return try resolve(report, shared: shared(), device: device())
        } catch {
          // Nothing may be decided when the loser cannot be kept.
          logger.error("conflicts could not be resolved", metadata: ["error": "\(error)"])
          return .abort
        }
      },
      // Progress is never given up because another device was told to delete it.
      onDatasetDeleted: { _ in .keepLocal },
      onDatasetsMerged: { _ in .mergeIntoPrimary(guestPolicy) })
  }

  private func resolve(
    _ report: ConflictReport, shared: Dataset, device: Dataset
  ) throws -> ConflictDecision {
    let conflicts = report.conflicts.map {
      ProgressConflict(key: $0.key.rawValue, local: $0.local.value, remote: $0.remote.value)
    }
    let decisions = merge.resolve(conflicts, records: try shared.values())
    var resolutions: [RecordKey: ConflictResolution] = [:]
    for conflict in report.conflicts {
      switch decisions[conflict.key.rawValue] {
      case .keepLocal: resolutions[conflict.key] = .local
      case .takeRemote, nil: resolutions[conflict.key] = .remote
      case .take(let value): resolutions[conflict.key] = .value(value)
      case .ask:
        try keep(conflict.local.value, of: conflict.key, in: device)
        resolutions[conflict.key] = .remote
      }
      logger.info(
        "a conflict was resolved",
        metadata: [
          "key": "\(conflict.key)",
          "decision": "\(resolutions[conflict.key].map(Self.name) ?? "none")",
        ])
    }
    return .resolve(resolutions, rule: Self.rule)
  }

  /// Takes in what a guest left when it became a member whose progress was elsewhere.
  ///
  /// Two boards of one level cannot be one: the member's stays, and the guest's is set apart until
  /// the player has chosen.
  var guestPolicy: MergePolicy {
    MergePolicy(
      named: Self.rule,
      { primary, guest in
        switch decision(primary, guest) {
        case .keepLocal: guest.value
        case .takeRemote, .ask: nil
        case .take(let value): value
        }
      },
      setApart: { primary, guest in
        guard decision(primary, guest) == .ask, let dataset = DatasetName(Self.deviceDataset),
          let change = merge.settingApart(key: guest.key.rawValue, local: guest.value).first,
          let key = RecordKey(change.key), let value = change.value
        else { return nil }
        return DeviceRecord(dataset: dataset, key: key, value: value)
      })
  }

  private func decision(_ primary: LocalRecord?, _ guest: LocalRecord) -> MergeDecision {
    merge.resolve(key: guest.key.rawValue, local: guest.value, remote: primary?.value)
  }

  /// Keeps the board that lost until the player has chosen.
  private func keep(_ value: String?, of key: RecordKey, in device: Dataset) throws {
    for change in merge.settingApart(key: key.rawValue, local: value) {
      if let value = change.value { try device.set(change.key, to: value) }
    }
  }

  private static func name(of resolution: ConflictResolution) -> String {
    switch resolution {
    case .local: "local"
    case .remote: "remote"
    case .value: "merged"
    }
  }
}
