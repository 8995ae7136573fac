import IdentityCore
import ServerStorage
import SyncCore
import Testing

/// Logins that leave an identity, cognito-sync.md 3.5, "UnlinkIdentity".
@Suite struct UnlinkTests {
  private static let other = Login(provider: "graph.facebook.com", user: "1")

  private func unlink(
    _ id: IdentityID, _ providers: Set<String>, by logins: Set<Login>, _ fixtures: StoreFixtures
  ) -> UnlinkRequest {
    UnlinkRequest(identity: id, providers: providers, logins: logins, now: fixtures.now)
  }

  @Test(arguments: StoreKind.allCases)
  func `I-023 an unlinked login makes a new identity`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let id = try await fixtures.identity(1, user: "ann", in: store)
      _ = try await store.authorize(
        AuthorizeRequest(identity: id, logins: [.example("ann"), Self.other], now: fixtures.now))
      try await store.unlink(
        unlink(id, [StoreFixtures.provider], by: [Self.other], fixtures))
      #expect(try await store.identity(id).logins == [Self.other])
      #expect(try await fixtures.identity(2, user: "ann", in: store) == StoreFixtures.id(2))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `I-023 an identity without its last login is closed to everybody`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let id = try await fixtures.identity(1, user: "ann", in: store)
      let dataset = try fixtures.dataset(id)
      _ = try await store.commit(fixtures.put(["a": "1"], to: dataset))
      try await store.unlink(
        unlink(id, [StoreFixtures.provider], by: [.example("ann")], fixtures))
      #expect(try await store.identity(id).state == .closed)
      let refusal = StoreError.identity(.forbidden(id))
      await #expect(throws: refusal) { try await fixtures.everything(of: dataset, in: store) }
      await #expect(throws: refusal) {
        try await store.commit(fixtures.put(["b": "1"], to: dataset))
      }
      for logins in [[], [.example("ann")]] as [Set<Login>] {
        await #expect(throws: refusal) {
          try await store.authorize(
            AuthorizeRequest(identity: id, logins: logins, now: fixtures.now))
        }
      }
      let shown = try await store.identities(
        of: fixtures.pool, after: nil, limit: 9, hidingDisabled: true)
      #expect(shown.identities.isEmpty)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `nobody unlinks the login of somebody else`(kind: StoreKind) async throws {
    try await kind.run { store, fixtures in
      let id = try await fixtures.identity(1, user: "ann", in: store)
      let before = try await store.identity(id)
      await #expect(throws: StoreError.identity(.loginsDoNotMatch)) {
        try await store.unlink(
          unlink(id, [StoreFixtures.provider], by: [.example("eve")], fixtures))
      }
      #expect(try await store.identity(id) == before)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `I-028 a token of the identity opens it, one of another does not`(
    kind: StoreKind
  ) async throws {
    try await kind.run { store, fixtures in
      let id = try await fixtures.identity(1, user: "ann", in: store)
      let stranger = try await fixtures.identity(2, user: "eve", in: store)
      let request = { (holder: IdentityID) in
        AuthorizeRequest(
          identity: id, logins: [], proof: IdentityProof(identity: holder, isAuthenticated: true),
          now: fixtures.now)
      }
      #expect(try await store.authorize(request(id)).id == id)
      await #expect(throws: StoreError.identity(.forbidden(id))) {
        try await store.authorize(request(stranger))
      }
    }
  }
}
