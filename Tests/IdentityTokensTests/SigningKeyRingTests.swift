import Crypto
import IdentityTokens
import Testing

@Suite struct SigningKeyRingTests {
  @Test func `a young key is kept`() {
    var ring = SigningKeyRing(created: 0, entropy: .counting())
    let id = ring.active.id
    let hasChanged = ring.rotateIfDue(
      at: SigningKeyRing.signingPeriod - 1, entropy: .counting(from: 9))
    #expect(!hasChanged)
    #expect(ring.active.id == id)
  }

  @Test func `an old key is retired and forgotten a day later`() {
    var ring = SigningKeyRing(created: 0, entropy: .counting())
    let first = ring.active.id
    let due = SigningKeyRing.signingPeriod
    let forgotten = due + SigningKeyRing.retirementPeriod
    let changes = [due, forgotten - 1, forgotten].map { now in
      let hasChanged = ring.rotateIfDue(at: now, entropy: .counting(from: 9))
      return (hasChanged, ring.active.id == first, ring.retired.map(\.id) == [first])
    }
    #expect(changes.map(\.0) == [true, false, true])
    #expect(changes.map(\.1) == [false, false, false])
    #expect(changes.map(\.2) == [true, true, false])
  }

  @Test func `secrets survive their file`() throws {
    var secrets = ServiceSecrets(created: 5, entropy: .counting())
    secrets.signingKeys.rotate(at: 6, entropy: .counting(from: 3))
    let read = try ServiceSecrets(decoding: secrets.encoded())
    #expect(read.sealingKeys == secrets.sealingKeys)
    #expect(read.sessionKeys == secrets.sessionKeys)
    #expect(read.signingKeys.all.map(\.id) == secrets.signingKeys.all.map(\.id))
    #expect(
      read.signingKeys.active.privateKey.rawRepresentation
        == secrets.signingKeys.active.privateKey.rawRepresentation)
  }

  @Test(arguments: ["", "{}", #"{"version":2}"#, "not json"])
  func `a damaged file is refused`(text: String) {
    #expect(throws: TokenError.malformed) { try ServiceSecrets(decoding: Array(text.utf8)) }
  }
}
