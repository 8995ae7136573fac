public import SyncCore

/// What a successful synchronization did.
///
/// ```swift
/// let result = try await notes.synchronize()
/// for key in result.changedKeys { show("\(key) is another now.") }
/// ```
public struct SyncResult: Hashable, Sendable {
  /// Keys whose local text it changed, in order.
  public var changedKeys: [RecordKey]
  /// Edits the service accepted.
  public var pushedRecords: Int

  /// Creates a result.
  public init(changedKeys: [RecordKey], pushedRecords: Int) {
    self.changedKeys = changedKeys
    self.pushedRecords = pushedRecords
  }
}

/// A dataset's local records changed, though nobody called its setters.
///
/// ```swift
/// let changes = notes.changes()
/// Task {
///   for await change in changes where change.scope == .everything { show("Reload all.") }
/// }
/// ```
public struct DatasetChange: Hashable, Sendable {
  /// Which records changed.
  ///
  /// ```swift
  /// switch change.scope {
  /// case .keys(let keys): show("Reload \(keys.count) notes.")
  /// case .everything: show("Reload all.")
  /// }
  /// ```
  public enum Scope: Hashable, Sendable {
    /// These keys, because another device wrote them or a conflict ended.
    case keys([RecordKey])
    /// All of them, because this device has another identity.
    case everything
  }

  /// The dataset.
  public var dataset: DatasetName
  /// Which records changed.
  public var scope: Scope

  /// Creates a change.
  public init(dataset: DatasetName, scope: Scope) {
    self.dataset = dataset
    self.scope = scope
  }
}

/// A step in the life of a synchronization, for those who show it.
///
/// ```swift
/// switch activity {
/// case .began(let dataset): show("\(dataset): synchronising")
/// case .succeeded(let dataset, let result): show("\(dataset): \(result.changedKeys.count) new")
/// case .failed(let dataset, let error): show("\(dataset): \(error.message)")
/// }
/// ```
public enum SyncActivity: Sendable {
  /// A run began.
  case began(DatasetName)
  /// A run ended well.
  case succeeded(DatasetName, SyncResult)
  /// A run failed.
  case failed(DatasetName, SyncError)
}
