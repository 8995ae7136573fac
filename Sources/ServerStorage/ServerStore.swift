/// Everything the service keeps.
///
/// `MemoryServerStore` is the specification, every other store is tested against it.
package protocol ServerStore: DatasetStore, PoolStore, IdentityStore, AccountStore, UsageStore,
  PoolSettingsStore, DeviceStore, StreamStore, AnalyticsStore, RoleStore,
  PrincipalTagStore
{
  /// Finishes what is queued, ends all streams and lets go of all files; nothing may be asked of
  /// the store afterwards.
  func close() async
}
