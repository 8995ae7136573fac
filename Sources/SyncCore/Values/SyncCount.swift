/// A version: commits of a dataset so far, or the commit that last wrote a record
/// (cognito-sync.md 1).
///
/// Zero means "never written"; the count never decreases, also over deletion and re-creation.
///
/// ```swift
/// let version: SyncCount = try notes.record(for: "milk")?.syncCount ?? 0
/// ```
public typealias SyncCount = Int64
