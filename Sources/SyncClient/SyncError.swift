/// A failure reported to users of the SDK.
///
/// ```swift
/// do {
///   _ = try await notes.synchronize()
/// } catch {
///   switch error.code {
///   case .offline: show("Your notes are kept here and uploaded later.")
///   case .notAuthorized: show("Please sign in again.")
///   default: show(error.message)
///   }
/// }
/// ```
public struct SyncError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure; an open set.
  ///
  /// ```swift
  /// let passing: Set<SyncError.Code> = [.offline, .interrupted, .throttled, .serviceFault]
  /// let isWorthWaiting = passing.contains(error.code)
  /// ```
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name, such as `offline`.
    public var rawValue: String

    /// Creates a code from its name.
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// Whether and when the same call may succeed.
  ///
  /// ```swift
  /// switch error.retry {
  /// case .never: show(error.message)
  /// case .backoff, .after: try notes.synchronizeWhenPossible()
  /// }
  /// ```
  public enum Retry: Hashable, Sendable {
    /// Not without a change.
    case never
    /// Later, after a growing, jittered pause.
    case backoff
    /// Not before this time has passed.
    case after(Duration)
  }

  /// What kind of failure.
  public var code: Code
  /// What happened and what to do, as sentences.
  public var message: String
  /// Whether and when the same call may succeed.
  public var retry: Retry
  /// What lies beneath.
  public var cause: (any Error)?
  /// The keys of the records it is about, if it is about some.
  public var keys: [String]

  /// Creates a failure.
  public init(
    _ code: Code, _ message: String, retry: Retry = .never, cause: (any Error)? = nil,
    keys: [String] = []
  ) {
    self.keys = keys
    self.code = code
    self.message = message
    self.retry = retry
    self.cause = cause
  }

  /// Code and message, and beneath them the cause.
  public var description: String {
    let head = "\(code.rawValue): \(message)"
    return cause.map { "\(head)\n  because \($0)" } ?? head
  }
}

extension SyncError.Code {
  /// The service cannot be reached; edits stay and are uploaded later.
  public static let offline = Self(rawValue: "offline")
  /// The connection broke before an answer arrived.
  public static let interrupted = Self(rawValue: "interrupted")
  /// Something else than the service answered, such as the sign-in page of a network.
  public static let notTheService = Self(rawValue: "notTheService")
  /// The address of the service leads elsewhere; redirections are not followed.
  public static let redirected = Self(rawValue: "redirected")
  /// The certificate of what answered does not prove that it is the service.
  public static let untrusted = Self(rawValue: "untrusted")
  /// The proxy on the way does not let requests through.
  public static let proxyRefused = Self(rawValue: "proxyRefused")
  /// Too many requests in too short a time.
  public static let throttled = Self(rawValue: "throttled")
  /// A fault of the service.
  public static let serviceFault = Self(rawValue: "serviceFault")
  /// An answer of the service makes no sense.
  public static let malformedAnswer = Self(rawValue: "malformedAnswer")
  /// The service refused a parameter.
  public static let invalidParameter = Self(rawValue: "invalidParameter")
  /// The pool, identity or dataset is unknown to the service.
  public static let notFound = Self(rawValue: "notFound")
  /// The identity may not do this, or its login was refused: sign in again.
  public static let notAuthorized = Self(rawValue: "notAuthorized")
  /// A dataset is larger than allowed, or there are too many.
  public static let limitExceeded = Self(rawValue: "limitExceeded")
  /// The service has a newer version.
  public static let conflict = Self(rawValue: "conflict")
  /// Other devices wrote faster than this one, each time.
  public static let conflictRetriesExceeded = Self(rawValue: "conflictRetriesExceeded")
  /// The app declined to end a conflict.
  public static let conflictAborted = Self(rawValue: "conflictAborted")
  /// The app rejected what other devices wrote; nothing was changed.
  public static let changesRejected = Self(rawValue: "changesRejected")
  /// The app declined to deal with merged datasets.
  public static let mergeAborted = Self(rawValue: "mergeAborted")
  /// The dataset was deleted elsewhere, and the app declined to decide what that means.
  public static let datasetDeleted = Self(rawValue: "datasetDeleted")
  /// The device got another identity meanwhile.
  public static let identityChanged = Self(rawValue: "identityChanged")
  /// The dataset belongs to the device and is never uploaded.
  public static let notSynchronizable = Self(rawValue: "notSynchronizable")
  /// The device was not registered for push notifications.
  public static let deviceNotRegistered = Self(rawValue: "deviceNotRegistered")
  /// The name of a dataset or of this device breaks the grammar.
  public static let invalidName = Self(rawValue: "invalidName")
  /// A key is blank or too long.
  public static let invalidKey = Self(rawValue: "invalidKey")
  /// A value cannot be written as JSON, or a text not be read as the type asked for.
  public static let invalidValue = Self(rawValue: "invalidValue")
  /// The user who signs out has work that was not uploaded.
  public static let unsynchronizedChanges = Self(rawValue: "unsynchronizedChanges")
  /// The disk is full; nothing was written.
  public static let storageFull = Self(rawValue: "storageFull")
  /// The local file is damaged; the next start sets it aside.
  public static let storageDamaged = Self(rawValue: "storageDamaged")
  /// The local file cannot be used.
  public static let storage = Self(rawValue: "storage")
  /// The call was cancelled, or the manager closed.
  public static let cancelled = Self(rawValue: "cancelled")
}
