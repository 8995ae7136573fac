/// What a trigger made of a commit (cognito-sync.md 2.7).
package struct TriggerOutcome: Hashable, Sendable {
  /// What is to be written: the caller's keys in the order of the request, then other keys sorted.
  package var patches: [RecordPatch]
  /// The caller's keys that are not to be written, in the order of the request.
  package var ignored: [RecordKey]

  /// Creates an outcome from its parts.
  package init(patches: [RecordPatch], ignored: [RecordKey]) {
    self.patches = patches
    self.ignored = ignored
  }
}
