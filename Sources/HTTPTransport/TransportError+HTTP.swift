import AsyncHTTPClient
import NIOCore
import SyncClient

extension TransportError {
  /// Says in the SDK's words what the HTTP client reports.
  init(_ error: any Error, endpoint: Endpoint) {
    let place = endpoint.authority
    switch error {
    case let error as TransportError:
      self = error
    case is CancellationError:
      self.init(.cancelled, "The request was cancelled.", cause: error)
    case is NIOTooManyBytesError:
      self.init(.tooLarge, "The answer of '\(place)' is larger than allowed.", cause: error)
    case let error as HTTPClientError:
      self.init(client: error, place)
    case is ChannelError:
      self.init(.interrupted, "The connection to '\(place)' broke.", cause: error)
    case let error as IOError where error.isBroken:
      self.init(.interrupted, "The connection to '\(place)' broke.", cause: error)
    default:
      self.init(.unreachable, "Nobody answers at '\(place)'.", cause: error)
    }
  }

  private init(client error: HTTPClientError, _ place: String) {
    switch error {
    case .cancelled, .requestStreamCancelled, .alreadyShutdown:
      self.init(.cancelled, "The request was cancelled.", cause: error)
    case .readTimeout, .deadlineExceeded, .writeTimeout:
      self.init(.interrupted, "The service at '\(place)' went silent.", cause: error)
    case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
      self.init(.unreachable, "Nobody answers at '\(place)'.", cause: error)
    case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath:
      self.init(.unsupported, "The address '\(place)' cannot be used.", cause: error)
    default:
      self.init(.interrupted, "The connection to '\(place)' broke.", cause: error)
    }
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
