import SyncCore
import TestKit
import Testing

@testable import SyncClient

/// What the built-in policies promise about datasets that become one.
@Suite struct MergePolicyPropertyTests {
  private static let seeds = Array(1...100).map(UInt64.init)

  /// Returns rows in which no two of one key have the same date, unless there is one for all.
  private static func rows(
    _ number: Int, sharing date: Int64? = nil, _ generator: inout SeededGenerator
  ) -> [LocalRecord] {
    (0..<5).compactMap { index in
      guard Bool.random(using: &generator), let key = RecordKey("k\(index)") else { return nil }
      let own = Int64.random(in: 0..<1_000, using: &generator) * 10 + Int64(number)
      return LocalRecord(
        key: key, value: "v\(number)", edit: .unsent, editSequence: Int64(number),
        deviceLastModified: Timestamp(milliseconds: date ?? own))
    }
  }

  private static func absorbing(
    _ parts: [[LocalRecord]], _ policy: MergePolicy
  ) -> [RecordKey: String] {
    var replica = DatasetReplica()
    for part in parts {
      _ = replica.absorb(
        part, from: nil, rule: policy.name, at: Timestamp(milliseconds: 0)
      ) { policy.choose($0, $1) }
    }
    return replica.values
  }

  @Test(arguments: seeds)
  func `the later date wins in any order of datasets`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = (1...4).map { Self.rows($0, &generator) }
    let expected = Self.absorbing(parts, .newerDeviceDate)
    #expect(Self.absorbing(parts.reversed(), .newerDeviceDate) == expected)
    #expect(Self.absorbing(parts.shuffled(using: &generator), .newerDeviceDate) == expected)
  }

  @Test(arguments: seeds)
  func `the first of equal dates wins`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = (1...3).map { Self.rows($0, sharing: 7, &generator) }
    #expect(Self.absorbing(parts, .newerDeviceDate) == Self.absorbing(parts, .keepPrimary))
  }

  @Test(arguments: seeds)
  func `a dataset taken in twice is taken in once`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = (1...2).map { Self.rows($0, &generator) }
    for policy in [MergePolicy.newerDeviceDate, .keepPrimary, .keepMerged] {
      let once = Self.absorbing(parts, policy)
      #expect(Self.absorbing(parts + [parts[1]], policy) == once, "\(policy.name)")
    }
  }

  @Test(arguments: seeds)
  func `datasets may be put together before they are taken in`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = (1...3).map { Self.rows($0, &generator) }
    for policy in [MergePolicy.newerDeviceDate, .keepPrimary, .keepMerged] {
      var rest = DatasetReplica()
      for part in parts[1...] {
        _ = rest.absorb(
          part, from: nil, rule: policy.name, at: Timestamp(milliseconds: 0)
        ) { policy.choose($0, $1) }
      }
      let grouped = Self.absorbing([parts[0], Array(rest.rows.values)], policy)
      #expect(grouped == Self.absorbing(parts, policy), "\(policy.name)")
    }
  }

  @Test(arguments: seeds)
  func `nothing that only one dataset has is lost by any policy`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let parts = (1...3).map { Self.rows($0, &generator) }
    let keys = Set(parts.joined().map(\.key))
    for policy in [MergePolicy.newerDeviceDate, .keepPrimary, .keepMerged] {
      #expect(Set(Self.absorbing(parts, policy).keys) == keys, "\(policy.name)")
    }
  }
}
