import Crypto
import CryptoExtras

/// A password as it is kept: scrypt with its parameters, `$scrypt$ln=15,r=8,p=1$SALT$HASH`.
package struct PasswordHash: Hashable, Sendable {
  /// The cost of a guess; memory is `128 * blockSize * 2^logarithm` bytes.
  package struct Cost: Hashable, Sendable {
    /// The binary logarithm of the number of rounds.
    package var logarithm: Int
    /// The block size.
    package var blockSize: Int
    /// The parallelism.
    package var parallelism: Int

    /// Creates a cost from its parts.
    package init(logarithm: Int, blockSize: Int, parallelism: Int) {
      self.logarithm = logarithm
      self.blockSize = blockSize
      self.parallelism = parallelism
    }

    /// What new passwords get: 32 MiB and about a tenth of a second.
    package static let standard = Cost(logarithm: 15, blockSize: 8, parallelism: 1)

    /// Costs a stored hash may have; beyond them a damaged row could stop the service.
    var isReasonable: Bool {
      (4...20).contains(logarithm) && (1...16).contains(blockSize) && (1...16).contains(parallelism)
    }
  }

  var cost: Cost
  var salt: [UInt8]
  var derived: [UInt8]

  /// Derives the hash of `password`; slow by intent, see `PasswordHasher`.
  init(_ password: String, salt: [UInt8], cost: Cost) throws(TokenError) {
    self.cost = cost
    self.salt = salt
    derived = try Self.derive(password, salt: salt, cost: cost)
  }

  /// Reads what `encoded` wrote.
  package init(decoding text: String) throws(TokenError) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
      let cost = Self.cost(parts[2]), cost.isReasonable,
      let salt = Base64URL.decode(parts[3]), let derived = Base64URL.decode(parts[4]),
      derived.count == 32
    else { throw .malformed }
    self.cost = cost
    self.salt = salt
    self.derived = derived
  }

  /// The hash with its parameters, to be kept.
  package var encoded: String {
    "$scrypt$ln=\(cost.logarithm),r=\(cost.blockSize),p=\(cost.parallelism)"
      + "$\(Base64URL.encode(salt))$\(Base64URL.encode(derived))"
  }

  /// Tells whether `password` is the one that was hashed, in a time that does not depend on how
  /// much of it is right.
  func matches(_ password: String) throws(TokenError) -> Bool {
    let other = try Self.derive(password, salt: salt, cost: cost)
    guard other.count == derived.count else { return false }
    return zip(other, derived).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func cost(_ text: Substring) -> Cost? {
    let numbers = text.split(separator: ",").map { $0.split(separator: "=") }
    guard numbers.count == 3, numbers.map(\.first) == ["ln", "r", "p"],
      let logarithm = numbers[0].last.flatMap({ Int($0) }),
      let blockSize = numbers[1].last.flatMap({ Int($0) }),
      let parallelism = numbers[2].last.flatMap({ Int($0) })
    else { return nil }
    return Cost(logarithm: logarithm, blockSize: blockSize, parallelism: parallelism)
  }

  private static func derive(
    _ password: String, salt: [UInt8], cost: Cost
  ) throws(TokenError) -> [UInt8] {
    do {
      let key = try KDF.Scrypt.deriveKey(
        from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost.logarithm,
        blockSize: cost.blockSize, parallelism: cost.parallelism)
      return key.withUnsafeBytes { Array($0) }
    } catch { throw .malformed }
  }
}
