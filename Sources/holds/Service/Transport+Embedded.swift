import HTTPTypes
import SyncClient

extension Transport {
  /// Returns a transport that starts the service where nobody answers, and then sends once more.
  func starting(_ service: EmbeddedService) -> Transport {
    let plain = self
    return Transport(
      scheme: scheme, authority: authority,
      send: { request, body throws(TransportError) in
        try await service.answering { () async throws(TransportError) in
          try await plain.send(request, body)
        }
      },
      stream: { request throws(TransportError) in
        try await service.answering { () async throws(TransportError) in
          try await plain.stream(request)
        }
      },
      close: plain.close)
  }
}

extension EmbeddedService {
  /// Asks the service, and once more after starting it if nobody answers.
  fileprivate func answering<Answer>(
    _ ask: () async throws(TransportError) -> Answer
  ) async throws(TransportError) -> Answer {
    do throws(TransportError) {
      return try await ask()
    } catch  where error.code == .unreachable {
      try await startForTransport()
    } catch {
      throw error.ofLocalService
    }
    do throws(TransportError) {
      return try await ask()
    } catch {
      throw error.ofLocalService
    }
  }

  private func startForTransport() async throws(TransportError) {
    do {
      try await start()
    } catch {
      throw TransportError(.unreachable, "\(error)", cause: error)
    }
  }
}

extension TransportError {
  /// The same without an address, since the player never named one.
  fileprivate var ofLocalService: TransportError {
    switch code {
    case .unreachable:
      TransportError(.unreachable, "The local service does not answer.", cause: self)
    case .interrupted:
      TransportError(.interrupted, "The local service broke off. Please try again.", cause: self)
    case .tooLarge, .unsupported, .cancelled, .truncated, .notUnderstood, .untrusted,
      .proxyRefused:
      self
    }
  }
}
