import IdentityTokens
import Testing

@Suite struct PasswordHasherTests {
  let hasher = PasswordHasher(
    cost: PasswordHash.Cost(logarithm: 6, blockSize: 8, parallelism: 1), entropy: .counting())

  @Test func `only the password that was hashed matches`() async throws {
    let stored = try await hasher.hash("correct horse").encoded
    #expect(try await hasher.verify("correct horse", stored: stored))
    #expect(try await !hasher.verify("correct hors", stored: stored))
    #expect(try await !hasher.verify("", stored: stored))
  }

  @Test func `the same password is kept differently each time`() async throws {
    let first = try await hasher.hash("x").encoded
    #expect(try await hasher.hash("x").encoded != first)
    #expect(first.hasPrefix("$scrypt$ln=6,r=8,p=1$"))
  }

  @Test func `an unknown account never matches`() async throws {
    #expect(try await !hasher.verify("", stored: nil))
    #expect(try await !hasher.verify("anything", stored: nil))
  }

  @Test func `a hash of RFC 7914 matches its password`() async throws {
    let stored =
      "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046_2o-7qQT44-qbVD9lRdofI"
    #expect(try await hasher.verify("pleaseletmein", stored: stored))
    #expect(try await !hasher.verify("pleaseletmeout", stored: stored))
  }

  @Test(arguments: [
    "", "plain", "$scrypt$ln=15,r=8$AAAA$AAAA", "$scrypt$ln=60,r=8,p=1$AAAA$AAAA",
    "$bcrypt$ln=15,r=8,p=1$AAAA$AAAA",
  ])
  func `a damaged hash is an error and no match`(stored: String) async {
    await #expect(throws: TokenError.malformed) {
      try await hasher.verify("x", stored: stored)
    }
  }

  @Test func `new passwords cost at least what the specification asks`() {
    #expect(PasswordHash.Cost.standard.logarithm >= 15)
    #expect(PasswordHash.Cost.standard.blockSize >= 8)
  }
}
