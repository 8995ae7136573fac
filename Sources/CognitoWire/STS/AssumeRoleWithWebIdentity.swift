package import SyncCore
import URIEncoding

/// Exchanges an OpenID token for temporary credentials: the last step of the basic flow, in the
/// query protocol (cognito-sync.md 3.9).
package enum AssumeRoleWithWebIdentity {
  /// The value of `Action` that means this operation.
  package static let action = "AssumeRoleWithWebIdentity"
  /// The version of the interface.
  package static let version = "2011-06-15"
  /// Seconds for which credentials may be valid.
  package static let durations = 900...43_200
  /// Seconds for which they are valid when nothing is asked for.
  package static let defaultDuration = 3_600

  /// What the caller sends.
  package struct Input: Hashable, Sendable {
    /// The role to take on.
    package var roleARN: String
    /// The name of the session, which ends the ARN of who assumed the role.
    package var sessionName: String
    /// The proof of who it is.
    package var token: String
    /// The provider of an OAuth access token; nothing for OpenID tokens.
    package var providerID: String?
    /// Managed policies that limit the session.
    package var policyARNs: [String]
    /// A policy document that limits the session.
    package var policy: String?
    /// Seconds for which the credentials are to be valid; nothing leaves it to the service.
    package var duration: Int?

    /// Creates an input.
    package init(
      roleARN: String, sessionName: String, token: String, providerID: String? = nil,
      policyARNs: [String] = [], policy: String? = nil, duration: Int? = nil
    ) {
      self.roleARN = roleARN
      self.sessionName = sessionName
      self.token = token
      self.providerID = providerID
      self.policyARNs = policyARNs
      self.policy = policy
      self.duration = duration
    }
  }

  /// What the service answers.
  package struct Output: Hashable, Sendable {
    /// The identity in the token.
    package var subject: String
    /// The pool in the token.
    package var audience: String
    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
    package var assumedRoleARN: String
    /// `AROA…:SESSION`.
    package var assumedRoleID: String
    /// The public half of the key pair.
    package var accessKeyID: String
    /// The secret half; spelled `SecretAccessKey` here, unlike in GetCredentialsForIdentity.
    package var secretAccessKey: String
    /// The proof of the session.
    package var sessionToken: String
    /// When the credentials end; whole seconds on the wire.
    package var expiration: Timestamp
    /// Who issued the token.
    package var provider: String

    /// Creates an output.
    package init(
      subject: String, audience: String, assumedRoleARN: String, assumedRoleID: String,
      accessKeyID: String, secretAccessKey: String, sessionToken: String, expiration: Timestamp,
      provider: String
    ) {
      self.subject = subject
      self.audience = audience
      self.assumedRoleARN = assumedRoleARN
      self.assumedRoleID = assumedRoleID
      self.accessKeyID = accessKeyID
      self.secretAccessKey = secretAccessKey
      self.sessionToken = sessionToken
      self.expiration = expiration
      self.provider = provider
    }
  }

  /// Returns the form, or the query, that carries `input`.
  package static func encode(_ input: Input) -> String {
    var items = [
      WireQueryItem("Action", action), WireQueryItem("Version", version),
      WireQueryItem("RoleArn", input.roleARN),
      WireQueryItem("RoleSessionName", input.sessionName),
      WireQueryItem("WebIdentityToken", input.token),
    ]
    if let provider = input.providerID { items.append(WireQueryItem("ProviderId", provider)) }
    for (index, arn) in input.policyARNs.enumerated() {
      items.append(WireQueryItem("PolicyArns.member.\(index + 1).arn", arn))
    }
    if let policy = input.policy { items.append(WireQueryItem("Policy", policy)) }
    if let duration = input.duration {
      items.append(WireQueryItem("DurationSeconds", String(duration)))
    }
    return items.map { "\($0.name)=\(URIEncoding.encode($0.value))" }.joined(separator: "&")
  }

  /// Returns the input in a form, or throws the first violated constraint.
  package static func decode(_ form: QueryForm) throws(STSError) -> Input {
    Input(
      roleARN: try form.requiredText("RoleArn", length: 20...2_048),
      sessionName: try form.sessionName(),
      token: try form.requiredText("WebIdentityToken", length: 4...20_000, isSecret: true),
      providerID: try form.text("ProviderId", length: 4...2_048),
      policyARNs: try form.policyARNs(), policy: try form.text("Policy", length: 1...2_048),
      duration: try form.integer("DurationSeconds", in: durations))
  }

  /// Returns the answer that carries `output`.
  package static func encode(_ output: Output, requestID: String) -> [UInt8] {
    let user = XMLElement("AssumedRoleUser") {
      XMLElement("Arn", output.assumedRoleARN)
      XMLElement("AssumedRoleId", output.assumedRoleID)
    }
    let credentials = XMLElement("Credentials") {
      XMLElement("AccessKeyId", output.accessKeyID)
      XMLElement("SecretAccessKey", output.secretAccessKey)
      XMLElement("SessionToken", output.sessionToken)
      XMLElement("Expiration", ISO8601.format(output.expiration))
    }
    let result = XMLElement("\(action)Result") {
      XMLElement("SubjectFromWebIdentityToken", output.subject)
      XMLElement("Audience", output.audience)
      user
      credentials
      XMLElement("Provider", output.provider)
    }
    let response = XMLElement("\(action)Response", namespace: STSError.namespace) {
      result
      XMLElement("ResponseMetadata") { XMLElement("RequestId", requestID) }
    }
    return response.document
  }
}

extension QueryForm {
  fileprivate func sessionName() throws(STSError) -> String {
    let name = try requiredText("RoleSessionName", length: 2...64)
    guard WordPattern.roleName.fits(name) else {
      throw violation(name, at: "RoleSessionName", WireConstraint.pattern("[\\w+=,.@-]*"))
    }
    return name
  }

  /// Returns the elements of the list `PolicyArns` in the order of their numbers.
  fileprivate func policyARNs() throws(STSError) -> [String] {
    let prefix = "PolicyArns.member."
    let suffix = ".arn"
    var arns: [Int: String] = [:]
    for item in items where item.name.hasPrefix(prefix) && item.name.hasSuffix(suffix) {
      guard let number = Int(item.name.dropFirst(prefix.count).dropLast(suffix.count)) else {
        continue
      }
      arns[number] = try requiredText(item.name, length: 20...2_048)
    }
    guard arns.count <= 10 else {
      throw violation("\(arns.count) elements", at: "PolicyArns", WireConstraint.atMost(10))
    }
    return arns.sorted { $0.key < $1.key }.map(\.value)
  }
}
