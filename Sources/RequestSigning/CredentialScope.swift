/// What a signing key is good for: one day, one region, one service (cognito-sync.md 4.1).
package struct CredentialScope: Hashable, Sendable, CustomStringConvertible {
  /// The day, `20141024`.
  package var day: String
  /// The region, such as `us-east-1`.
  package var region: String
  /// The service, such as `cognito-sync`.
  package var service: String

  /// Creates a scope from its parts.
  package init(day: String, region: String, service: String) {
    self.day = day
    self.region = region
    self.service = service
  }

  static let terminator = "aws4_request"

  /// The scope as signatures spell it.
  package var description: String { "\(day)/\(region)/\(service)/\(Self.terminator)" }

  func append(to bytes: inout [UInt8]) {
    for part in [day, region, service] {
      bytes.append(contentsOf: part.utf8)
      bytes.append(UInt8(ascii: "/"))
    }
    bytes.append(contentsOf: Self.terminator.utf8)
  }
}
