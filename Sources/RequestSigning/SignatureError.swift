/// Why a signature is not accepted (table of cognito-sync.md 4.1).
package enum SignatureError: Error, Hashable, Sendable {
  /// There is none.
  case missing
  /// A part is missing or cannot be read; the text names it.
  case incomplete(String)
  /// It is made for another region, service or day.
  case scope(String)
  /// Its time is too far from the service's clock.
  case clock(String)
  /// The path has segments that mean another path.
  case path
  /// It does not fit the request.
  case mismatch

  /// The sentence for the caller, as the original service words it.
  package var message: String {
    switch self {
    case .missing: "Missing Authentication Token"
    case .incomplete(let text), .scope(let text), .clock(let text): text
    case .path: "The path must not have empty segments, '.' or '..'."
    case .mismatch:
      "The request signature we calculated does not match the signature you provided. "
        + "Check your AWS Secret Access Key and signing method. "
        + "Consult the service documentation for details."
    }
  }
}
