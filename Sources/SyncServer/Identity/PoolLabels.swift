import CognitoWire
import IdentityCore
import ServerStorage
import SyncCore

/// Performs what the owner of a pool does about tags: labels of the pool itself, and the claims
/// that become session tags (cognito-sync.md 3.3, 3.8).
struct PoolLabels: Sendable {
  let desk: IdentityDesk

  /// Lists the labels of a pool: ListTagsForResource.
  func list(_ arn: IdentityPoolARN, now: Timestamp) async throws(WireError) -> [String: String] {
    try checkOwner(arn)
    return try await desk.pool(arn.pool).configuration.tags
  }

  /// Adds or replaces labels: TagResource.
  func add(_ input: TagResource.Input, now: Timestamp) async throws(WireError) -> NoOutput {
    try await change(input.resource, .addTags(input.tags))
  }

  /// Takes labels off: UntagResource.
  func remove(_ input: UntagResource.Input, now: Timestamp) async throws(WireError) -> NoOutput {
    try await change(input.resource, .removeTags(input.keys))
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

  private func change(
    _ arn: IdentityPoolARN, _ change: PoolChange
  ) async throws(WireError) -> NoOutput {
    try checkOwner(arn)
    _ = try await desk.stored { (store) throws(StoreError) in
      try await store.change(arn.pool, by: change)
    }
    return NoOutput()
  }

  /// Refuses a pool elsewhere.
  private func checkOwner(_ arn: IdentityPoolARN) throws(WireError) {
    guard arn.region == desk.region, arn.account == desk.account else {
      throw WireError(.resourceNotFound, "Resource '\(arn)' not found.", in: .identity)
    }
  }
}
