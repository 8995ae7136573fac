/// The name of an error on the wire; an open set, for a client must not lose what it cannot name.
package struct WireErrorCode: RawRepresentable, Hashable, Sendable {
  /// The name, such as `ResourceConflictException`.
  package var rawValue: String

  /// Creates a code from its name.
  package init(rawValue: String) { self.rawValue = rawValue }

  private init(_ rawValue: String) { self.rawValue = rawValue }

  /// A constraint violation, a bad token or a bad count (Sync).
  package static let invalidParameter = Self("InvalidParameterException")
  /// A limit on datasets, records or sizes.
  package static let limitExceeded = Self("LimitExceededException")
  /// Valid credentials that are not allowed here.
  package static let notAuthorized = Self("NotAuthorizedException")
  /// A missing pool, identity, dataset, device or subscription.
  package static let resourceNotFound = Self("ResourceNotFoundException")
  /// A stale count, or two things that cannot be one.
  package static let resourceConflict = Self("ResourceConflictException")
  /// Too many requests in too short a time.
  package static let tooManyRequests = Self("TooManyRequestsException")
  /// A fault of the service.
  package static let internalError = Self("InternalErrorException")
  /// A parallel change of the same configuration.
  package static let concurrentModification = Self("ConcurrentModificationException")
  /// A pool without usable roles.
  package static let invalidIdentityPoolConfiguration =
    Self("InvalidIdentityPoolConfigurationException")
  /// A developer's user who is linked to another identity.
  package static let developerUserAlreadyRegistered =
    Self("DeveloperUserAlreadyRegisteredException")
  /// An identity provider that cannot be reached.
  package static let externalService = Self("ExternalServiceException")
  /// A pool whose push is not configured for the platform.
  package static let invalidConfiguration = Self("InvalidConfigurationException")
  /// A trigger that failed or answered what it may not.
  package static let invalidLambdaFunctionOutput = Self("InvalidLambdaFunctionOutputException")
  /// A trigger that is called too often.
  package static let lambdaThrottled = Self("LambdaThrottledException")
  /// A trigger that took too long.
  package static let lambdaSocketTimeout = Self("LambdaSocketTimeoutException")
  /// A bulk publish while another one runs.
  package static let duplicateRequest = Self("DuplicateRequestException")
  /// A bulk publish within a day of the last.
  package static let alreadyStreamed = Self("AlreadyStreamedException")
  /// A constraint violation (analytics).
  package static let badRequest = Self("BadRequestException")
  /// Too many requests in too short a time (analytics).
  package static let throttling = Self("ThrottlingException")
  /// A refusal by policy.
  package static let accessDenied = Self("AccessDeniedException")
  /// A constraint violation (Identity).
  package static let validation = Self("ValidationException")
  /// A body that is no JSON (Identity).
  package static let serialization = Self("SerializationException")
  /// An operation nobody offers.
  package static let unknownOperation = Self("UnknownOperationException")
  /// A signed operation without a signature.
  package static let missingAuthenticationToken = Self("MissingAuthenticationTokenException")
  /// A signature header that cannot be read.
  package static let incompleteSignature = Self("IncompleteSignatureException")
  /// An unknown access key or a broken session token.
  package static let unrecognizedClient = Self("UnrecognizedClientException")
  /// A session token past its time.
  package static let expiredToken = Self("ExpiredTokenException")
  /// A signature that does not fit the request, or a wrong clock.
  package static let invalidSignature = Self("InvalidSignatureException")

  /// Returns the HTTP status this error has in `dialect` (cognito-sync.md 2.3, 3.1, 4.1).
  package func status(in dialect: WireDialect) -> Int {
    switch self {
    case .internalError: 500
    case .missingAuthenticationToken, .incompleteSignature, .unrecognizedClient, .expiredToken,
      .invalidSignature, .accessDenied:
      403
    default:
      switch dialect {
      case .identity, .analytics: 400
      case .sync: Self.syncStatus[self] ?? 400
      }
    }
  }

  private static let syncStatus: [WireErrorCode: Int] = [
    .notAuthorized: 403, .resourceNotFound: 404, .unknownOperation: 404, .resourceConflict: 409,
    .tooManyRequests: 429, .lambdaThrottled: 429,
  ]
}
