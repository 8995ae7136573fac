import CognitoWire
import IdentityCore
import IdentityTokens
import Logging
import ServerStorage

/// Decides whether a caller's role allows an action (cognito-sync.md 4.2): the role has to allow
/// it and so has the policy of the session, if there is one.
struct AccessPolicy: Sendable {
  let roles: RoleDirectory
  let region: String
  /// Whether clients reach the service over TLS; behind the socket all requests look alike.
  let isSecure: Bool
  let logger: Logger
  private let documents = RecentCache<String, PolicyDocument>(capacity: 256)

  init(roles: RoleDirectory, region: String, isSecure: Bool, logger: Logger) {
    self.roles = roles
    self.region = region
    self.isSecure = isSecure
    self.logger = logger
  }

  /// Lets `caller` do what `request` says, or throws the refusal; the owner may do everything.
  func check(
    _ caller: Caller, _ request: AccessRequest, _ exchange: Exchange
  ) async throws(WireError) {
    switch caller {
    case .developer: return
    case .identity(let grant):
      let role: PolicyDocument?
      do throws(StoreError) {
        role = try await roles.policies(of: grant.role)?.permissions
      } catch { throw error.refusal(in: request.dialect, logger: logger) }
      guard let role, allows(role, grant, request, exchange),
        allows(sessionPolicy(of: grant), grant, request, exchange)
      else { throw refusal(grant, request) }
    }
  }

  private func allows(
    _ document: PolicyDocument?, _ grant: SessionGrant, _ request: AccessRequest,
    _ exchange: Exchange
  ) -> Bool {
    guard let document else { return true }
    if let decision = document.decision(onEvery: request.action) { return decision == .allowed }
    let names = request.resource.names(region: region, account: roles.account)
    return document.decision(
      on: PolicyRequest(
        action: request.action, resources: names,
        context: PolicyContext(grant, exchange, isSecure: isSecure)))
      == .allowed
  }

  /// Returns what limits the session; a policy that cannot be read allows nothing.
  private func sessionPolicy(of grant: SessionGrant) -> PolicyDocument? {
    switch grant.policy {
    case nil: return nil
    case .guest: return Self.guestPolicy
    case .document(let text):
      if let known = documents[text] { return known }
      let document =
        (try? PolicyDocument(json: text, .permissions)) ?? PolicyDocument(statements: [])
      documents[text] = document
      return document
    }
  }

  private func refusal(_ grant: SessionGrant, _ request: AccessRequest) -> WireError {
    let name = RoleName.name(inARN: grant.role, account: roles.account) ?? grant.role
    let user = "arn:aws:sts::\(roles.account):assumed-role/\(name)/\(grant.sessionName)"
    let resource = request.resource.names(region: region, account: roles.account)[0]
    return WireError(
      .accessDenied,
      "User: \(user) is not authorized to perform: \(request.action) on resource: \(resource)",
      in: request.dialect)
  }

  /// What guests of the enhanced flow may do at most (cognito-sync.md 3.8, "Scope-down").
  private static let guestPolicy: PolicyDocument = {
    let text = """
      {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Resource": "*",
        "Action": ["cognito-sync:*", "cognito-identity:*", "mobileanalytics:PutEvents"]
      }]}
      """
    guard let document = try? PolicyDocument(json: text, .permissions) else {
      preconditionFailure("The policy of guests is no policy.")
    }
    return document
  }()
}
