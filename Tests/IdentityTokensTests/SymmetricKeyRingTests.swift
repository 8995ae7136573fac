import Crypto
import IdentityTokens
import Testing

@Suite struct SymmetricKeyRingTests {
  private static let binding = SyncSessionTokens.Binding(
    pool: "p:1", identity: "i:1", dataset: "prefs")
  private let grant = SessionGrant(
    identity: "us-east-1:a", pool: "us-east-1:b", amr: [], role: "r", now: 1_000,
    entropy: .counting())

  @Test func `a key is changed after 90 days and known for another day`() {
    var ring = SymmetricKeyRing.sample
    let due = SymmetricKeyRing.signingPeriod
    let states = [due - 1, due, due + 86_399_999, due + 86_400_000].map { now in
      let hasChanged = ring.rotateIfDue(at: now, entropy: .counting(from: 9))
      return (hasChanged, ring.all.map(\.id))
    }
    #expect(states.map(\.0) == [false, true, false, true])
    #expect(states.map(\.1) == [[1], [2, 1], [2, 1], [2]])
  }

  @Test func `a key shows nothing of itself when it is printed`() {
    var dumped = ""
    dump(SymmetricKeyRing.sample, to: &dumped)
    let byte = SymmetricKeyRing.sample.active.value.withUnsafeBytes { "\($0[0])" }
    #expect(!dumped.contains(byte))
    #expect("\(SymmetricKeyRing.sample.active)" == "key 1")
  }

  @Test func `a session token outlives the rotation of its key, and a restart after it`() throws {
    let sealer = SessionTokenSealer(keys: .sample, entropy: .counting())
    let token = try sealer.seal(grant)
    var kept: SymmetricKeyRing?
    sealer.rotateIfDue(at: SymmetricKeyRing.signingPeriod) { kept = $0 }
    let ring = try #require(kept)
    let restarted = SessionTokenSealer(keys: ring, entropy: .counting())
    let forgetful = SessionTokenSealer(
      keys: ring.afterRetirement(at: SymmetricKeyRing.signingPeriod), entropy: .counting())
    let newer = try sealer.seal(grant)
    for sealer in [sealer, restarted] {
      #expect(try sealer.open(token) == grant)
      #expect(try sealer.open(newer) == grant)
    }
    #expect(throws: TokenError.unknownKey) { try forgetful.open(token) }
    #expect(try forgetful.open(newer) == grant)
  }

  @Test func `a sync session outlives the rotation of its key, and a restart after it`() throws {
    let tokens = SyncSessionTokens(keys: .sample, entropy: .counting())
    let now = SymmetricKeyRing.signingPeriod
    let token = tokens.issue(for: Self.binding, now: now - 1)
    var kept: SymmetricKeyRing?
    tokens.rotateIfDue(at: now) { kept = $0 }
    let ring = try #require(kept)
    let session = try tokens.verify(token, for: Self.binding, now: now)
    let restarted = SyncSessionTokens(keys: ring, entropy: .counting())
    #expect(try restarted.verify(token, for: Self.binding, now: now) == session)
    let newer = tokens.issue(for: Self.binding, now: now)
    #expect(try restarted.verify(newer, for: Self.binding, now: now).id != session.id)
    let forgetful = SyncSessionTokens(keys: ring.afterRetirement(at: now), entropy: .counting())
    #expect(throws: TokenError.unknownKey) {
      try forgetful.verify(token, for: Self.binding, now: now)
    }
  }

  @Test func `a ring that cannot be kept is not used`() throws {
    struct Full: Error {}
    let sealer = SessionTokenSealer(keys: .sample, entropy: .counting())
    #expect(throws: Full.self) {
      try sealer.rotateIfDue(at: SymmetricKeyRing.signingPeriod) { _ in throw Full() }
    }
    let old = SessionTokenSealer(keys: .sample, entropy: .counting())
    #expect(try old.open(sealer.seal(grant)) == grant)
  }

  @Test func `tokens from before keys had ids are read until their key is forgotten`() throws {
    let bytes = [UInt8](repeating: 7, count: 32)
    var ring = try #require(SymmetricKeyRing(unnamed: bytes))
    let grantToken = try unnamedToken(of: grant, key: SymmetricKey(data: bytes), ring)
    let now: Int64 = 1_800_000_000_000
    let sessionToken = try unnamedSessionToken(key: SymmetricKey(data: bytes), expires: now + 9)
    for isRotated in [false, true] {
      #expect(isRotated == ring.rotateIfDueForOldAge(isRotated, at: now))
      #expect(try SessionTokenSealer(keys: ring, entropy: .system).open(grantToken) == grant)
      _ = try SyncSessionTokens(keys: ring, entropy: .system)
        .verify(sessionToken, for: Self.binding, now: now)
    }
    #expect(ring.all.map(\.id) == [1, 0])
    let later = ring.afterRetirement(at: now)
    #expect(throws: TokenError.unknownKey) {
      try SessionTokenSealer(keys: later, entropy: .system).open(grantToken)
    }
  }

  /// Seals a grant in the form that named no key.
  private func unnamedToken(
    of grant: SessionGrant, key: SymmetricKey, _ ring: SymmetricKeyRing
  ) throws -> String {
    let purpose = Array("hundred-holds/session-token/1".utf8)
    let sealed = try SessionTokenSealer(keys: ring, entropy: .counting()).seal(grant)
    let bytes = try #require(Base64URL.decode(sealed))
    let plain = try AES.GCM.open(
      AES.GCM.SealedBox(combined: bytes.dropFirst(5)), using: key,
      authenticating: purpose + bytes.prefix(5))
    let box = try AES.GCM.seal(plain, using: key, authenticating: purpose)
    return Base64URL.encode([1] + (try #require(box.combined)))
  }

  /// Makes a token of a sync session in the form that named no key.
  private func unnamedSessionToken(key: SymmetricKey, expires: Int64) throws -> String {
    let end = (0..<8).reversed().map { UInt8(truncatingIfNeeded: expires >> ($0 * 8)) }
    let head: [UInt8] = [1] + [UInt8](repeating: 5, count: 16) + end
    let parts: [[UInt8]] = [
      Array("hundred-holds/sync-session/1".utf8), head, Array(Self.binding.pool.utf8),
      Array(Self.binding.identity.utf8), Array(Self.binding.dataset.utf8),
    ]
    let fields: [UInt8] = parts.reduce(into: []) { $0 += [0, UInt8($1.count)] + $1 }
    let code = HMAC<SHA256>.authenticationCode(for: fields, using: key)
    return Base64URL.encode(head + Array(code))
  }
}

extension SymmetricKeyRing {
  /// Rotates in the second round only.
  fileprivate mutating func rotateIfDueForOldAge(_ isSecond: Bool, at now: Int64) -> Bool {
    isSecond && rotateIfDue(at: now, entropy: .counting(from: 3))
  }
}
