/// The parts of an ARN, `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`.
struct ResourceName: Hashable, Sendable {
  /// The pattern of an SNS platform application.
  static let applicationPattern = "arn:aws:sns:[-0-9a-z]+:\\d+:app/[A-Z_]+/[a-zA-Z0-9_.-]+"
  /// The pattern of an IAM role.
  static let rolePattern = "arn:aws:iam::\\d+:role/.*"

  let service: String
  let region: String
  let account: String
  let resource: String

  /// Creates the parts of `text`, or nothing when it is no ARN.
  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[1] == "aws" else { return nil }
    service = String(parts[2])
    region = String(parts[3])
    account = String(parts[4])
    resource = String(parts[5])
  }

  /// Tells whether `text` names an SNS platform application (cognito-sync.md 2.2).
  static func isApplication(_ text: String) -> Bool {
    guard let name = ResourceName(text), name.service == "sns", name.hasAccount else {
      return false
    }
    let parts = name.resource.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0] == "app"
      && consists(name.region, of: { $0.isLowercaseLetter || $0.isDigit || $0 == "-" })
      && consists(parts[1], of: { $0.isUppercaseLetter || $0 == "_" })
      && consists(parts[2], of: \.isNameCharacter)
  }

  /// Tells whether `text` names an IAM role (cognito-sync.md 2.2).
  static func isRole(_ text: String) -> Bool {
    guard let name = ResourceName(text) else { return false }
    return name.service == "iam" && name.region.isEmpty && name.hasAccount
      && name.resource.hasPrefix("role/") && !name.resource.contains(where: \.isNewline)
  }

  private var hasAccount: Bool { Self.consists(account, of: \.isDigit) }

  private static func consists(
    _ text: some StringProtocol, of fits: (Unicode.Scalar) -> Bool
  ) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy(fits)
  }
}

extension Unicode.Scalar {
  fileprivate var isLowercaseLetter: Bool { ("a"..."z").contains(self) }
  fileprivate var isUppercaseLetter: Bool { ("A"..."Z").contains(self) }
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isNameCharacter: Bool {
    isLowercaseLetter || isUppercaseLetter || isDigit || self == "_" || self == "." || self == "-"
  }
}
