import CommandProgram
import CognitoWire
import SyncCore
import Testing

@testable import syncctl

/// What an import changes, cognito-sync.md 2.6.2.
@Suite struct DatasetImportTests {
  private let now = Timestamp(milliseconds: 5_000)

  private func dataset(_ identity: String = "a") throws -> DatasetReference {
    DatasetReference(
      pool: try #require(IdentityPoolID("us-east-1:1")),
      identity: try #require(IdentityID("us-east-1:\(identity)")),
      name: try #require(DatasetName("prefs")))
  }

  /// A dataset with these keys at these counts; a key without a value was removed.
  private func listing(
    _ records: KeyValuePairs<String, (String?, SyncCount)>
  ) throws -> RecordsListing {
    let records = try records.map { key, state in
      SyncRecord(
        key: try #require(RecordKey(key)), value: state.0, syncCount: state.1,
        lastModified: Timestamp(milliseconds: 1_234), lastModifiedBy: "someone",
        deviceLastModified: nil)
    }
    return RecordsListing(
      records: records, nextToken: nil,
      datasetSyncCount: records.map(\.syncCount).max() ?? 0, lastModifiedBy: nil,
      mergedDatasetNames: [], datasetExists: !records.isEmpty,
      datasetDeletedAfterRequestedSyncCount: false, sessionToken: "t", isFullListing: true)
  }

  private func exported(_ listing: RecordsListing, of dataset: DatasetReference) throws
    -> DatasetFile
  {
    try DatasetFile(bytes: JSONWriter.write(DatasetFile.json(listing, of: dataset)))
  }

  private func change(
    _ file: DatasetFile, _ current: RecordsListing, replacing: Bool = false, into: String = "a"
  ) throws -> DatasetImport {
    DatasetImport(
      file, into: try dataset(into), current: current, removesOthers: replacing, now: now)
  }

  @Test func `what was exported comes back as it was`() throws {
    let listing = try listing([
      "a": ("1", 1), "b": (nil, 2), "ä\u{1b}\"": ("line\nend \u{0}", 3), "empty": ("", 3),
    ])
    let file = try exported(listing, of: dataset())
    #expect(file.origin == DatasetFile.Origin(dataset: try dataset(), syncCount: 3))
    #expect(file.entries.map(\.key) == listing.records.map(\.key))
    #expect(file.entries.map(\.value) == listing.records.map(\.value))
    let change = try change(file, listing)
    #expect(change.patches.isEmpty && change.conflicts.isEmpty)
    #expect(change.unchangedCount == 4)
  }

  @Test func `only what differs is written, each with the count it has now`() throws {
    let file = try exported(
      listing(["a": ("1", 1), "b": ("2", 1), "c": (nil, 1), "new": ("x", 1)]), of: dataset("b"))
    let current = try listing(["a": ("1", 4), "b": ("other", 5), "c": ("live", 6), "d": ("y", 7)])
    let change = try change(file, current)
    #expect(change.patches.map(\.key.rawValue) == ["b", "c", "new"])
    #expect(change.patches.map(\.value) == ["2", nil, "x"])
    #expect(change.patches.map(\.syncCount) == [5, 6, 0])
    #expect(change.patches.allSatisfy { $0.deviceLastModified == now })
    #expect(change.unchangedCount == 1)
  }

  @Test func `replacing removes live keys that the file does not have`() throws {
    let file = try exported(listing(["a": ("1", 1)]), of: dataset("b"))
    let current = try listing(["a": ("1", 1), "d": ("y", 7), "gone": (nil, 8)])
    let change = try change(file, current, replacing: true)
    #expect(change.patches.map(\.key.rawValue) == ["d"])
    #expect(change.patches.map(\.value) == [nil])
    #expect(change.patches.map(\.syncCount) == [7])
  }

  @Test func `what was changed after the export is a conflict, in the same dataset only`() throws {
    let file = try exported(
      listing(["a": ("1", 1), "b": ("2", 2), "c": ("3", 1)]), of: dataset())
    let current = try listing(["a": ("else", 3), "b": (nil, 4), "c": ("old", 2), "d": ("x", 5)])
    #expect(try change(file, current).conflicts.map(\.rawValue) == ["a", "b"])
    #expect(
      try change(file, current, replacing: true).conflicts.map(\.rawValue) == ["a", "b", "d"])
    #expect(try change(file, current, into: "b").conflicts.isEmpty)
  }

  @Test func `into a dataset that was deleted everything is written anew`() throws {
    let file = try exported(listing(["a": ("1", 1), "b": (nil, 2)]), of: dataset())
    let change = try change(file, listing([:]))
    #expect(change.patches.map(\.syncCount) == [0])
    #expect(change.conflicts.isEmpty)
  }

  @Test func `texts that only look the same are told apart`() throws {
    let file = try exported(listing(["é": ("é", 1)]), of: dataset("b"))
    let change = try change(file, listing(["e\u{301}": ("x", 1), "é": ("e\u{301}", 1)]))
    #expect(change.patches.map(\.syncCount) == [1])
    #expect(change.patches.first?.key.rawValue.unicodeScalars.count == 1)
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"Records":1}"#, #"{"Records":[{"Value":"x"}]}"#,
    #"{"Records":[{"Key":"","Value":"x"}]}"#, #"{"Records":[{"Key":"a","Value":7}]}"#,
    #"{"Records":[{"Key":"a"},{"Key":"a","Value":"x"}]}"#,
  ]) func `what is no exported dataset is refused`(text: String) {
    #expect(throws: Failure.self) { try DatasetFile(bytes: Array(text.utf8)) }
  }

  @Test func `a file written by hand needs keys and values alone`() throws {
    let file = try DatasetFile(bytes: Array(#"{"Records":[{"Key":"a","Value":"1"}]}"#.utf8))
    #expect(file.origin == nil)
    #expect(try change(file, listing(["a": ("0", 9)])).conflicts.isEmpty)
  }
}
