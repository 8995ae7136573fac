/// How much a copy of a data directory holds.
package struct BackupContent: Hashable, Sendable {
  /// Bytes of all files.
  package var bytes: Int
  /// Identity pools.
  package var pools: Int
  /// Identities, disabled ones too.
  package var identities: Int
  /// Existing datasets.
  package var datasets: Int
  /// Live records.
  package var records: Int
  /// Accounts of the built-in provider.
  package var accounts: Int

  /// Creates a description from its parts.
  package init(
    bytes: Int, pools: Int, identities: Int, datasets: Int, records: Int, accounts: Int
  ) {
    self.bytes = bytes
    self.pools = pools
    self.identities = identities
    self.datasets = datasets
    self.records = records
    self.accounts = accounts
  }
}
