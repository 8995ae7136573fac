import CognitoWire
import IdentityCore
import IdentityTokens
import Logging
import ServerStorage
import SyncCore

/// Answers the operations of Cognito Identity (cognito-sync.md 3.3, 3.5).
struct IdentityEndpoint: Sendable {
  let store: any ServerStore
  let authenticator: Authenticator
  let access: AccessCheck
  let throttle: RequestThrottle
  let logger: Logger
  let logins: LoginValidator
  let sealer: SessionTokenSealer
  let region: String
  let account: String
  let surroundings: Surroundings

  /// Performs a request through all checks, in the order of cognito-sync.md 2.3.
  func answer(
    _ exchange: Exchange, to operation: OperationID
  ) async throws(WireError) -> Answer {
    let message = WireMessage(body: exchange.body)
    switch operation {
    case .getID:
      return try await openly(GetID.self, message, exchange, identify)
    case .getCredentialsForIdentity:
      return try await openly(GetCredentialsForIdentity.self, message, exchange, authorize)
    case .createIdentityPool:
      return try await asOwner(CreateIdentityPool.self, message, exchange, createPool)
    case .describeIdentityPool:
      return try await asOwner(DescribeIdentityPool.self, message, exchange, describePool)
    case .listRecords, .updateRecords, .listDatasets, .describeDataset, .deleteDataset,
      .subscribeToEvents:
      preconditionFailure("\(operation.rawValue) is answered by another endpoint.")
    }
  }

  /// Performs an operation that needs no signature; one that is there is ignored.
  private func openly<Operation: WireOperation>(
    _ operation: Operation.Type, _ message: WireMessage, _ exchange: Exchange,
    _ body: (Operation.Input, Timestamp) async throws(WireError) -> Operation.Output
  ) async throws(WireError) -> Answer {
    let input = try operation.decode(message)
    return try await finish(operation, input, exchange, body)
  }

  private func asOwner<Operation: WireOperation>(
    _ operation: Operation.Type, _ message: WireMessage, _ exchange: Exchange,
    _ body: (Operation.Input, Timestamp) async throws(WireError) -> Operation.Output
  ) async throws(WireError) -> Answer {
    let caller = try authenticator.caller(
      of: exchange.head, body: exchange.body, dialect: .identity, now: exchange.now.milliseconds)
    let input = try operation.decode(message)
    try access.allowOwner(caller)
    return try await finish(operation, input, exchange, body)
  }

  private func finish<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, _ exchange: Exchange,
    _ body: (Operation.Input, Timestamp) async throws(WireError) -> Operation.Output
  ) async throws(WireError) -> Answer {
    try throttle.admit(
      identity: nil, address: exchange.address, dialect: .identity,
      now: exchange.now.milliseconds)
    var answer = Answer.json(operation.encode(try await body(input, exchange.now)))
    answer.contentType = "application/x-amz-json-1.1"
    return answer
  }

  private func identify(_ input: GetID.Input, now: Timestamp) async throws(WireError) -> IdentityID
  {
    guard input.accountID == nil || input.accountID == account else {
      throw WireError(
        .notAuthorized, "The pool belongs to another account.", in: .identity)
    }
    let pool = try await stored { (store) throws(StoreError) in try await store.pool(input.pool) }
    let users = try await logins.validate(input.logins, for: pool, now: now)
    let request = IdentifyRequest(
      pool: pool.id, logins: users, candidate: try newIdentityID(), now: now)
    return try await stored { (store) throws(StoreError) in try await store.identify(request) }.id
  }

  private func authorize(
    _ input: GetCredentialsForIdentity.Input, now: Timestamp
  ) async throws(WireError) -> GetCredentialsForIdentity.Output {
    let asked = try await stored { (store) throws(StoreError) in
      try await store.identity(input.identity)
    }
    let pool = try await stored { (store) throws(StoreError) in try await store.pool(asked.pool) }
    let users = try await logins.validate(input.logins, for: pool, now: now)
    let request = AuthorizeRequest(identity: asked.id, logins: users, now: now)
    let identity = try await stored { (store) throws(StoreError) in
      try await store.authorize(request)
    }
    return try credentials(for: identity, now: now)
  }

  private func credentials(
    for identity: Identity, now: Timestamp
  ) throws(WireError) -> GetCredentialsForIdentity.Output {
    let grant = SessionGrant(
      identity: identity.id.rawValue, pool: identity.pool.rawValue,
      authenticationClass: identity.isAuthenticated ? .authenticated : .unauthenticated,
      role: identity.isAuthenticated ? "Cognito_Auth_Role" : "Cognito_Unauth_Role",
      now: now.milliseconds, entropy: surroundings.entropy)
    guard let token = try? sealer.seal(grant) else {
      throw WireError(.internalError, StoreError.internalMessage, in: .identity)
    }
    return GetCredentialsForIdentity.Output(
      identity: identity.id, accessKeyID: grant.accessKeyID,
      secretAccessKey: grant.secretAccessKey, sessionToken: token,
      expiration: Timestamp(milliseconds: grant.expires))
  }

  private func createPool(
    _ input: IdentityPoolConfiguration, now: Timestamp
  ) async throws(WireError) -> IdentityPool {
    guard let id = IdentityPoolID("\(region):\(surroundings.uniqueID())") else {
      throw WireError(.internalError, StoreError.internalMessage, in: .identity)
    }
    let pool = IdentityPool(id: id, configuration: input)
    try await stored { (store) throws(StoreError) in try await store.create(pool) }
    return pool
  }

  private func describePool(
    _ input: IdentityPoolID, now: Timestamp
  ) async throws(WireError) -> IdentityPool {
    try await stored { (store) throws(StoreError) in try await store.pool(input) }
  }

  private func newIdentityID() throws(WireError) -> IdentityID {
    guard let id = IdentityID("\(region):\(surroundings.uniqueID())") else {
      throw WireError(.internalError, StoreError.internalMessage, in: .identity)
    }
    return id
  }

  private func stored<Value>(
    _ transaction: (any ServerStore) async throws(StoreError) -> Value
  ) async throws(WireError) -> Value {
    do throws(StoreError) {
      return try await transaction(store)
    } catch { throw error.refusal(in: .identity, logger: logger) }
  }
}
