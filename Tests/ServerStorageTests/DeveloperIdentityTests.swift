import IdentityCore
import ServerStorage
import SyncCore
import Testing
import TestKit

/// Users of the pool owner's backend, cognito-sync.md 3.6, as stores keep them.
@Suite struct DeveloperIdentityTests {
  private static let provider = "login.backend"

  private func addProvider(to store: any ServerStore, _ fixtures: StoreFixtures) async throws {
    var pool = try await store.pool(fixtures.pool)
    pool.configuration.developerProviderName = Self.provider
    _ = try await store.change(pool.id, by: .configuration(pool.configuration))
  }

  private func identify(
    _ user: String, _ fixtures: StoreFixtures, naming identity: IdentityID? = nil, new number: Int,
    with logins: Set<Login> = []
  ) throws -> DeveloperIdentifyRequest {
    DeveloperIdentifyRequest(
      pool: fixtures.pool, user: Login(provider: Self.provider, user: user), logins: logins,
      identity: identity, candidate: try StoreFixtures.id(number), now: fixtures.now)
  }

  private func merge(
    _ source: String, into destination: String, _ fixtures: StoreFixtures
  ) -> DeveloperMergeRequest {
    DeveloperMergeRequest(
      pool: fixtures.pool, provider: Self.provider, source: source, destination: destination,
      now: fixtures.now)
  }

  @Test(arguments: StoreKind.allCases)
  func `I-026 a user is linked to a new identity, or to the one named, and found again`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      try await addProvider(to: store, fixtures)
      let guest = try await fixtures.identity(9, in: store)
      let first = try await store.identify(identify("ann", fixtures, new: 1))
      #expect(first.id == (try StoreFixtures.id(1)))
      #expect(try await store.identify(identify("ann", fixtures, new: 2)).id == first.id)
      let linked = try await store.identify(identify("bob", fixtures, naming: guest, new: 3))
      #expect(linked.id == guest && linked.isAuthenticated)
      let again = try await store.identify(identify("bob", fixtures, naming: guest, new: 4))
      #expect(again == linked)
      await #expect(throws: StoreError.identity(.developerUserRegistered)) {
        try await store.identify(identify("ann", fixtures, naming: guest, new: 5))
      }
      #expect(try await store.identity(guest) == linked)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `I-026 a login that belongs to somebody merges them in the same call`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      try await addProvider(to: store, fixtures)
      let owner = try await fixtures.identity(1, user: "ann", in: store)
      _ = try await store.commit(fixtures.put(["a": "1"], to: fixtures.dataset(owner)))
      let named = try await fixtures.identity(2, in: store)
      let answer = try await store.identify(
        identify("ann", fixtures, naming: named, new: 3, with: [.example("ann")]))
      #expect(answer.logins.count == 2)
      let page = try await store.datasets(
        of: answer.id, in: fixtures.pool, after: nil, limit: nil)
      #expect(page.datasets.count == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `I-029 a merge answers with the destination, moves all and can be repeated`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      try await addProvider(to: store, fixtures)
      let source = try await store.identify(identify("old", fixtures, new: 1)).id
      let destination = try await store.identify(identify("new", fixtures, new: 2)).id
      _ = try await store.commit(fixtures.put(["a": "old"], to: fixtures.dataset(source)))
      let answer = try await store.mergeDevelopers(merge("old", into: "new", fixtures))
      #expect(answer.id == destination && answer.logins.count == 2)
      #expect(try await store.identity(source).state == .disabled(mergedInto: destination))
      let moved = try fixtures.dataset(destination, "prefs.\(source)")
      let listing = try await fixtures.everything(of: moved, in: store)
      #expect(listing.page.records.map(\.value) == ["old"])
      #expect(try await store.mergeDevelopers(merge("old", into: "new", fixtures)) == answer)
      #expect(try await fixtures.everything(of: moved, in: store) == listing)
      await #expect(throws: StoreError.identity(.developerUserNotFound)) {
        try await store.mergeDevelopers(merge("nobody", into: "new", fixtures))
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `I-029 two users of one public provider are not merged, and nothing moves`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      try await addProvider(to: store, fixtures)
      let source = try await store.identify(
        identify("old", fixtures, new: 1, with: [.example("ann")]))
      let destination = try await store.identify(
        identify("new", fixtures, new: 2, with: [.example("bob")]))
      _ = try await store.commit(fixtures.put(["a": "1"], to: fixtures.dataset(source.id)))
      await #expect(throws: StoreError.identity(.secondUser(ofProvider: StoreFixtures.provider))) {
        try await store.mergeDevelopers(merge("old", into: "new", fixtures))
      }
      #expect(try await store.identity(source.id) == source)
      #expect(try await store.identity(destination.id) == destination)
      #expect(try await store.syncCount(of: fixtures.dataset(source.id)) == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `I-030 users are looked up page by page, and a wrong pair is told`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      try await addProvider(to: store, fixtures)
      let id = try await store.identify(identify("a", fixtures, new: 1)).id
      for (number, user) in ["b b", "c"].enumerated() {
        _ = try await store.identify(identify(user, fixtures, naming: id, new: 5 + number))
      }
      let other = try await store.identify(identify("z", fixtures, new: 2)).id
      var request = DeveloperLookUpRequest(pool: fixtures.pool, identity: id, limit: 2)
      let first = try await store.lookUpDeveloper(request)
      #expect(first.users == ["a", "b b"])
      #expect(first.nextToken != nil)
      request.token = first.nextToken
      let last = try await store.lookUpDeveloper(request)
      #expect(last == DeveloperUsersPage(identity: id, users: ["c"], nextToken: nil))
      let ofUser = DeveloperLookUpRequest(pool: fixtures.pool, user: "z")
      #expect(try await store.lookUpDeveloper(ofUser).identity == other)
      await #expect(throws: StoreError.identity(.developerUserMismatch)) {
        try await store.lookUpDeveloper(
          DeveloperLookUpRequest(pool: fixtures.pool, identity: id, user: "z"))
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `I-032 the developer provider's name stays whatever the update says`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      try await addProvider(to: store, fixtures)
      var pool = try await store.pool(fixtures.pool)
      pool.configuration.developerProviderName = "login.other"
      await #expect(throws: StoreError.identity(.developerProviderFixed)) {
        _ = try await store.change(pool.id, by: .configuration(pool.configuration))
      }
      pool.configuration.developerProviderName = nil
      _ = try await store.change(pool.id, by: .configuration(pool.configuration))
      let kept = try await store.pool(fixtures.pool).configuration.developerProviderName
      #expect(kept == Self.provider)
    }
  }
}
