import CognitoWire
import HTTPTypes
import IdentityTokens
import RequestSigning

/// Finds out who signed a request (cognito-sync.md 4.1).
struct Authenticator: Sendable {
  private let verifier: SignatureVerifier
  private let sealer: SessionTokenSealer
  private let developer: DeveloperCredentials
  private let account: String
  private let grants = RecentCache<String, SessionGrant>(capacity: 4_096)

  init(
    region: String, account: String, developer: DeveloperCredentials, sealer: SessionTokenSealer
  ) {
    verifier = SignatureVerifier(region: region)
    self.sealer = sealer
    self.developer = developer
    self.account = account
  }

  /// Returns the caller whose signature `request` carries; the time is in milliseconds.
  ///
  /// - Parameter dialect: Decides the service in the scope: `cognito-sync` or `cognito-identity`.
  func caller(
    of request: HTTPRequest, body: [UInt8], dialect: WireDialect, now: Int64
  ) throws(WireError) -> Caller {
    let claim: SignatureClaim
    do throws(SignatureError) {
      claim = try SignatureClaim(request)
      try verifier.check(claim, service: Self.service(of: dialect), now: now)
    } catch { throw Self.refusal(error, dialect) }
    let (caller, secret) = try identify(claim, now: now, dialect: dialect)
    do throws(SignatureError) {
      try verifier.verify(claim, secret: secret, request: request, body: body)
    } catch { throw Self.refusal(error, dialect) }
    return caller
  }

  private func identify(
    _ claim: SignatureClaim, now: Int64, dialect: WireDialect
  ) throws(WireError) -> (Caller, secret: String) {
    guard let token = claim.sessionToken else {
      guard claim.accessKeyID == developer.accessKeyID else { throw Self.unrecognized(dialect) }
      return (.developer(account: account), developer.secretAccessKey)
    }
    guard let grant = grant(in: token), grant.accessKeyID == claim.accessKeyID else {
      throw Self.unrecognized(dialect)
    }
    guard now < grant.expires else {
      throw WireError(
        .expiredToken, "The security token included in the request is expired", in: dialect)
    }
    return (.identity(grant), grant.secretAccessKey)
  }

  private func grant(in token: String) -> SessionGrant? {
    if let grant = grants[token] { return grant }
    guard let grant = try? sealer.open(token) else { return nil }
    grants[token] = grant
    return grant
  }

  private static func service(of dialect: WireDialect) -> String {
    switch dialect {
    case .sync: "cognito-sync"
    case .identity: "cognito-identity"
    case .analytics: "mobileanalytics"
    }
  }

  private static func unrecognized(_ dialect: WireDialect) -> WireError {
    WireError(
      .unrecognizedClient, "The security token included in the request is invalid.", in: dialect)
  }

  private static func refusal(_ error: SignatureError, _ dialect: WireDialect) -> WireError {
    let code: WireErrorCode =
      switch error {
      case .missing: .missingAuthenticationToken
      case .incomplete: .incompleteSignature
      case .path: dialect.violationCode
      case .scope, .clock, .mismatch: .invalidSignature
      }
    return WireError(code, error.message, in: dialect)
  }
}
