/// Fetches and keeps the keys of OpenID Connect issuers.
///
/// Whoever needs keys while they are being fetched waits for the same answer.
actor IssuerKeys {
  /// Issuers that are remembered; a pool names a few.
  private static let maximumIssuers = 1_000

  private struct Entry {
    var cache = KeyCache()
    var fetch: Task<Result<KeySet, LoginError>, Never>?
  }

  private let transport: ProviderTransport
  private var entries: [Issuer: Entry] = [:]

  init(transport: ProviderTransport) { self.transport = transport }

  /// Returns the issuer's keys, as new as `token` needs them.
  ///
  /// - Parameter now: Milliseconds since the epoch.
  func keys(
    for token: SignedToken, of issuer: Issuer, at now: Int64
  ) async throws(LoginError) -> KeySet {
    let keys = try await current(issuer, at: now)
    guard !keys.knows(token), mayAsk(issuer, at: now) else { return keys }
    return try await fetch(issuer, at: now).get()
  }

  /// Returns the issuer's keys as they are now, or nothing when it was asked a moment ago.
  ///
  /// A token that names no key tells in no other way that the issuer has a new one.
  func newKeys(of issuer: Issuer, at now: Int64) async throws(LoginError) -> KeySet? {
    guard mayAsk(issuer, at: now) else { return nil }
    return try await fetch(issuer, at: now).get()
  }

  /// Tells whether the issuer may be asked for a key it did not have, or is being asked already.
  private func mayAsk(_ issuer: Issuer, at now: Int64) -> Bool {
    var entry = entries[issuer, default: Entry()]
    guard entry.fetch == nil else { return true }
    defer { entries[issuer] = entry }
    return entry.cache.search(at: now)
  }

  private func current(_ issuer: Issuer, at now: Int64) async throws(LoginError) -> KeySet {
    switch entries[issuer]?.cache.step(at: now) ?? .fetch {
    case .use(let keys): return keys
    case .fail: throw .unreachable(issuer.provider)
    case .fetch: break
    }
    let result = await fetch(issuer, at: now)
    guard case .failure(let error) = result else { return try result.get() }
    guard let stale = entries[issuer, default: Entry()].cache.fail(at: now) else {
      throw error
    }
    return stale
  }

  private func fetch(_ issuer: Issuer, at now: Int64) async -> Result<KeySet, LoginError> {
    if let running = entries[issuer]?.fetch { return await running.value }
    makeRoom(for: issuer)
    let documents = IssuerDocuments(issuer: issuer, transport: transport)
    let task = Task { () -> Result<KeySet, LoginError> in
      let result = await documents.load(at: now)
      return finish(issuer, result, at: now)
    }
    entries[issuer, default: Entry()].fetch = task
    return await task.value
  }

  private func finish(
    _ issuer: Issuer, _ result: Result<IssuerDocuments.Loaded, LoginError>, at now: Int64
  ) -> Result<KeySet, LoginError> {
    entries[issuer]?.fetch = nil
    return result.map { loaded in
      entries[issuer, default: Entry()].cache.store(
        loaded.keys, lifetime: loaded.lifetime, at: now)
      return loaded.keys
    }
  }

  private func makeRoom(for issuer: Issuer) {
    guard entries[issuer] == nil, entries.count >= Self.maximumIssuers else { return }
    let oldest = entries.filter { $0.value.fetch == nil }
      .min { $0.value.cache.freshUntil < $1.value.cache.freshUntil }
    if let oldest { entries[oldest.key] = nil }
  }
}
