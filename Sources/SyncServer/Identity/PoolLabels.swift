import CognitoWire
import IdentityCore
import ServerStorage
import SyncCore

/// Performs what the owner of a pool does about tags: labels of the pool itself, and the claims
/// that become session tags (cognito-sync.md 3.3, 3.8).
struct PoolLabels: Sendable {
  /// Labels a pool may have.
  private static let maximumTags = 50

  let desk: IdentityDesk

  /// Lists the labels of a pool: ListTagsForResource.
  func list(_ arn: IdentityPoolARN, now: Timestamp) async throws(WireError) -> [String: String] {
    try await pool(arn).configuration.tags
  }

  /// Adds or replaces labels: TagResource.
  func add(_ input: TagResource.Input, now: Timestamp) async throws(WireError) -> NoOutput {
    try await change(input.resource) { (tags) throws(WireError) in
      tags.merge(input.tags) { _, new in new }
      guard tags.count <= Self.maximumTags else {
        throw WireError(
          .invalidParameter, "A resource can have at most \(Self.maximumTags) tags.",
          in: .identity)
      }
    }
  }

  /// Takes labels off: UntagResource.
  func remove(_ input: UntagResource.Input, now: Timestamp) async throws(WireError) -> NoOutput {
    try await change(input.resource) { (tags) throws(WireError) in
      for key in input.keys { tags[key] = nil }
    }
  }

  /// Tells which claims of a provider become session tags: GetPrincipalTagAttributeMap.
  func map(
    _ input: GetPrincipalTagAttributeMap.Input, now: Timestamp
  ) async throws(WireError) -> GetPrincipalTagAttributeMap.Output {
    try await checkProvider(input)
    let map = try await desk.stored { (store) throws(StoreError) in
      try await store.principalTags(of: input.provider, in: input.pool)
    }
    return GetPrincipalTagAttributeMap.Output(input, map: map)
  }

  /// Decides which claims of a provider become session tags: SetPrincipalTagAttributeMap.
  func setMap(
    _ input: SetPrincipalTagAttributeMap.Input, now: Timestamp
  ) async throws(WireError) -> GetPrincipalTagAttributeMap.Output {
    try await checkProvider(input.place)
    try await desk.stored { (store) throws(StoreError) in
      try await store.setPrincipalTags(
        input.map, of: input.place.provider, in: input.place.pool)
    }
    return input
  }

  /// Refuses a provider that the pool does not have.
  private func checkProvider(
    _ place: GetPrincipalTagAttributeMap.Input
  ) async throws(WireError) {
    let configuration = try await desk.pool(place.pool).configuration
    guard ProviderKind(place.provider, in: configuration) != nil else {
      throw WireError(
        .resourceNotFound, "The identity pool has no provider '\(place.provider)'.", in: .identity)
    }
  }

  private func pool(_ arn: IdentityPoolARN) async throws(WireError) -> IdentityPool {
    guard arn.region == desk.region, arn.account == desk.account else {
      throw WireError(.resourceNotFound, "Resource '\(arn)' not found.", in: .identity)
    }
    return try await desk.pool(arn.pool)
  }

  private func change(
    _ arn: IdentityPoolARN, _ body: (inout [String: String]) throws(WireError) -> Void
  ) async throws(WireError) -> NoOutput {
    var pool = try await pool(arn)
    try body(&pool.configuration.tags)
    let changed = pool
    try await desk.stored { (store) throws(StoreError) in try await store.update(changed) }
    return NoOutput()
  }
}
