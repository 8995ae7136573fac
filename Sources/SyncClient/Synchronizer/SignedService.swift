import CognitoWire
import SyncCore

/// Performs operations in the name of one identity.
struct SignedService: Sendable {
  var service: ServiceClient
  let credentials: CredentialsProvider

  /// The same, for callers that repeat failed requests themselves.
  var withoutRepetition: SignedService {
    var once = self
    once.service.repetitions = 0
    return once
  }

  /// Performs one operation; throws `identityChanged` when the device has another identity by now.
  ///
  /// Credentials that the service does not accept any more are replaced once.
  func call<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, as identity: IdentityID
  ) async throws(SyncError) -> Operation.Output {
    let session = try await session(of: identity)
    do throws(SyncError) {
      return try await service.call(operation, input, signedBy: session.credentials.signing)
    } catch {
      guard error.wire?.isAboutCredentials == true else { throw error }
      let renewed = try await credentials.session(insteadOf: session.credentials)
      try verify(renewed, is: identity)
      return try await service.call(operation, input, signedBy: renewed.credentials.signing)
    }
  }

  /// Opens a stream; credentials that are not accepted are replaced once.
  func stream<Operation: WireOperation>(
    _ operation: Operation.Type, _ input: Operation.Input, lastEventID: String?,
    as identity: IdentityID
  ) async throws(SyncError) -> AsyncThrowingStream<[UInt8], any Error> {
    let session = try await session(of: identity)
    do throws(SyncError) {
      return try await service.stream(
        operation, input, lastEventID: lastEventID, signedBy: session.credentials.signing)
    } catch {
      guard error.wire?.isAboutCredentials == true else { throw error }
      let renewed = try await credentials.session(insteadOf: session.credentials)
      try verify(renewed, is: identity)
      return try await service.stream(
        operation, input, lastEventID: lastEventID, signedBy: renewed.credentials.signing)
    }
  }

  private func session(
    of identity: IdentityID
  ) async throws(SyncError) -> CredentialsProvider.Session {
    let session = try await credentials.session()
    try verify(session, is: identity)
    return session
  }

  private func verify(
    _ session: CredentialsProvider.Session, is identity: IdentityID
  ) throws(SyncError) {
    guard session.identity == identity else {
      throw SyncError(
        .identityChanged, "The device got another identity meanwhile.", retry: .backoff)
    }
  }
}
