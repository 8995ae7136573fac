import HTTPTypes
import SyncClient

extension Transport {
  /// Returns a transport that starts the service where nobody answers, and then sends once more.
  func starting(_ service: EmbeddedService) -> Transport {
    let plain = self
    return Transport(
      scheme: scheme, authority: authority,
      send: { request, body throws(TransportError) in
        do throws(TransportError) {
          return try await plain.send(request, body)
        } catch  where error.code == .unreachable {
          try await service.startForTransport()
          return try await plain.send(request, body)
        }
      },
      stream: { request throws(TransportError) in
        do throws(TransportError) {
          return try await plain.stream(request)
        } catch  where error.code == .unreachable {
          try await service.startForTransport()
          return try await plain.stream(request)
        }
      },
      close: plain.close)
  }
}

extension EmbeddedService {
  fileprivate func startForTransport() async throws(TransportError) {
    do {
      try await start()
    } catch {
      throw TransportError(.unreachable, "\(error)", cause: error)
    }
  }
}
