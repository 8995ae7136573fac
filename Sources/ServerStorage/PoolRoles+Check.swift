import IdentityCore

extension PoolRoles {
  /// Refuses mappings beyond the limits.
  func check() throws(IdentityError) {
    for mapping in mappings.values { try mapping.check() }
  }
}
