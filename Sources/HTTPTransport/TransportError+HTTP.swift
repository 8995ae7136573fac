import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import SyncClient

extension TransportError {
  /// Says in the SDK's words why no answer came.
  init(_ error: any Error, route: HTTPRoute) {
    let place = route.endpoint.authority
    switch error {
    case let error as TransportError:
      self = error
    case is CancellationError:
      self.init(.cancelled, "The request was cancelled.", cause: error)
    case let error as HTTPClientError:
      self.init(client: error, route)
    case let error as HTTPParserError where error == .invalidEOFState:
      self.init(.interrupted, "The connection to '\(place)' broke.", cause: error)
    case is HTTPParserError:
      self.init(.notUnderstood, Self.noHTTP(at: place), cause: error)
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
      self.init(security: error, place)
    case is ChannelError:
      self.init(.interrupted, "The connection to '\(place)' broke.", cause: error)
    case let error as IOError where error.isBroken:
      self.init(.interrupted, "The connection to '\(place)' broke.", cause: error)
    default:
      self.init(.unreachable, Self.nobody(on: route), cause: error)
    }
  }

  /// Says why an answer that had begun did not end well.
  init(withinAnswer error: any Error, route: HTTPRoute) {
    let place = route.endpoint.authority
    switch error {
    case is NIOTooManyBytesError:
      self.init(.tooLarge, "The answer of '\(place)' is larger than allowed.", cause: error)
    case _ where Self.isEnd(error):
      self.init(.truncated, "The answer of '\(place)' ended in its middle.", cause: error)
    default:
      self.init(error, route: route)
    }
  }

  private static func isEnd(_ error: any Error) -> Bool {
    if let error = error as? HTTPClientError {
      return error == .remoteConnectionClosed || error == .bodyLengthMismatch
    }
    if case .uncleanShutdown? = error as? NIOSSLError { return true }
    return error as? HTTPParserError == .invalidEOFState
  }

  private init(client error: HTTPClientError, _ route: HTTPRoute) {
    let place = route.endpoint.authority
    switch error {
    case .cancelled, .requestStreamCancelled, .alreadyShutdown:
      self.init(.cancelled, "The request was cancelled.", cause: error)
    case .readTimeout, .deadlineExceeded, .writeTimeout:
      self.init(.interrupted, "The service at '\(place)' went silent.", cause: error)
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout,
      .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
      self.init(.unreachable, Self.nobody(on: route), cause: error)
    case .proxyAuthenticationRequired:
      self.init(
        .proxyRefused,
        "The proxy \(Self.proxy(of: route)) wants another user name and password: "
          + "http://USER:PASSWORD@HOST:PORT.", cause: error)
    case .invalidProxyResponse:
      self.init(
        .proxyRefused,
        "The proxy \(Self.proxy(of: route)) does not let requests to '\(place)' "
          + "through.", cause: error)
    case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath:
      self.init(.unsupported, "The address '\(place)' cannot be used.", cause: error)
    default:
      self.init(.interrupted, "The connection to '\(place)' broke.", cause: error)
    }
  }

  private init(security error: any Error, _ place: String) {
    if let error = error as? NIOSSLExtraError {
      self.init(
        .untrusted,
        error == .failedToValidateHostname
          ? "The certificate at '\(place)' is for another host. Is the address right?"
          : "The host at '\(place)' cannot be verified.", cause: error)
      return
    }
    let reason = "\(error)"
    if reason.contains("CERTIFICATE_VERIFY_FAILED") {
      self.init(
        .untrusted, "The certificate at '\(place)' is not from an authority that is trusted here.",
        cause: error)
    } else if reason.contains("EOF during handshake") {
      self.init(
        .unreachable, "The connection to '\(place)' broke before it was secure.", cause: error)
    } else if case .uncleanShutdown? = error as? NIOSSLError {
      self.init(.interrupted, "The connection to '\(place)' broke.", cause: error)
    } else {
      self.init(
        .notUnderstood,
        "No secure connection to '\(place)' comes about. Does it speak https there?", cause: error)
    }
  }

  private static func noHTTP(at place: String) -> String {
    "What answers at '\(place)' speaks no HTTP. Is the address right?"
  }

  private static func proxy(of route: HTTPRoute) -> String { "'\(route.proxy?.shown ?? "")'" }

  private static func nobody(on route: HTTPRoute) -> String {
    guard let proxy = route.proxy else {
      return "Nobody answers at '\(route.endpoint.authority)'."
    }
    return "Nobody answers at '\(route.endpoint.authority)', or at the proxy '\(proxy.shown)'."
  }
}

extension IOError {
  /// Tells whether a connection existed before this happened.
  fileprivate var isBroken: Bool {
    // ECONNRESET, EPIPE and ENOTCONN; refusals and missing sockets come before a connection.
    switch errnoCode {
    case 104, 32, 107, 54, 57: true
    default: false
    }
  }
}
