import IdentityCore
import ServerStorage
import SyncCore

/// A request of a pool owner's backend, or about what a token says.
enum DeveloperOperation: Sendable {
  case unlink(UnlinkRequest)
  case identify(DeveloperIdentifyRequest)
  case lookUp(DeveloperLookUpRequest)
  case merge(DeveloperMergeRequest)
  case unlinkUser(DeveloperUnlinkRequest)
  case tags(of: String, IdentityPoolID)
  case allTags(IdentityPoolID)
  case setTags(PrincipalTagMap, of: String, IdentityPoolID)

  func perform(on store: any ServerStore) async throws(StoreError) -> StoreAnswer {
    switch self {
    case .unlink(let request): try await store.unlink(request)
    case .identify(let request): return .identity(try await store.identify(request))
    case .lookUp(let request): return .users(try await store.lookUpDeveloper(request))
    case .merge(let request): return .identity(try await store.mergeDevelopers(request))
    case .unlinkUser(let request): try await store.unlinkDeveloper(request)
    case .tags(let provider, let pool):
      return .tags(try await store.principalTags(of: provider, in: pool))
    case .allTags(let pool): return .tagMaps(try await store.principalTags(of: pool))
    case .setTags(let map, let provider, let pool):
      try await store.setPrincipalTags(map, of: provider, in: pool)
    }
    return .done
  }
}

extension StoreHistory {
  mutating func developer() -> DeveloperOperation {
    let identity = draw(12) == 0 ? newIdentity() : pick(Array(identities.suffix(5)))
    let pool = draw(12) == 0 ? formerPools.last ?? pick(pools) : pools[0]
    switch draw(12) {
    case 0, 1:
      return .unlink(
        UnlinkRequest(
          identity: identity, providers: Set(logins().map(\.provider)), logins: logins(),
          proof: proof(of: identity), now: now))
    case 2, 3, 4:
      return .identify(
        DeveloperIdentifyRequest(
          pool: pool, user: user(), logins: draw(2) == 0 ? logins() : [],
          identity: draw(2) == 0 ? nil : identity,
          candidate: draw(12) == 0 ? pick(identities) : newIdentity(), now: now))
    case 5, 6:
      return .lookUp(
        DeveloperLookUpRequest(
          pool: pool, identity: draw(2) == 0 ? nil : identity,
          user: draw(2) == 0 ? nil : user().user, token: draw(3) == 0 ? "75" : nil,
          limit: 1 + draw(2)))
    case 7:
      return .merge(
        DeveloperMergeRequest(
          pool: pool, provider: draw(9) == 0 ? "other" : "dev", source: user().user,
          destination: user().user, now: now))
    case 8:
      return .unlinkUser(
        DeveloperUnlinkRequest(pool: pool, identity: identity, user: user(), now: now))
    default: return tags(pool)
    }
  }

  private mutating func tags(_ pool: IdentityPoolID) -> DeveloperOperation {
    // Two of these are one key to Swift, though not the same bytes.
    let provider = pick(["fb", "e\u{301}", "\u{e9}"])
    let tags = ["team": "custom:team", "k\u{0}": "\u{e9}"].filter { _ in draw(2) == 0 }
    let tooLong = ["k": String(repeating: "c", count: 257)]
    let map = PrincipalTagMap(usesDefaults: draw(2) == 0, tags: draw(6) == 0 ? tooLong : tags)
    return switch draw(4) {
    case 0: .tags(of: provider, pool)
    case 1: .allTags(pool)
    default: .setTags(map, of: provider, pool)
    }
  }

  private mutating func user() -> Login {
    Login(provider: draw(15) == 0 ? "fb" : "dev", user: pick(["u", "v", "w\u{0}", "x", "y"]))
  }

  mutating func proof(of identity: IdentityID) -> IdentityProof? {
    guard draw(3) == 0 else { return nil }
    return IdentityProof(
      identity: draw(4) == 0 ? pick(identities) : identity, isAuthenticated: draw(4) > 0)
  }

  /// Remembers what later requests can build on.
  mutating func learn(_ operation: DeveloperOperation, _ answer: StoreAnswer) {
    switch (operation, answer) {
    case (.identify(let request), .identity(let identity)):
      learn(identity, isNew: identity.id == request.candidate)
    case (.merge, .identity(let identity)):
      parents.append(identity.id)
      learn(identity, isNew: false)
    case (.unlink(let request), .done): merged.insert(request.identity)
    case (.unlinkUser(let request), .done): merged.insert(request.identity)
    default: break
    }
  }
}
