import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix
import SyncClient

/// Connections to one endpoint that tolerate the same silence.
final class HTTPConnections: Sendable {
  private let route: HTTPRoute
  private let maximumBodyBytes: Int
  private let client: HTTPClient

  init(route: HTTPRoute, silence: TimeAmount, maximumBodyBytes: Int) {
    self.route = route
    self.maximumBodyBytes = maximumBodyBytes
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: route.security, redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(3), read: silence, write: .seconds(10)),
      proxy: route.proxy.map(HTTPClient.Configuration.Proxy.init))
    // Who asks decides about another try, and wants to know at once that nobody listens.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    // The same sockets everywhere, so that failures have the same form on all systems.
    client = HTTPClient(
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
  }

  deinit {
    // A client that was never closed would leave its connections open.
    let client = client
    Task { try? await client.shutdown() }
  }

  /// Performs one exchange with whole bodies.
  func send(
    _ request: HTTPRequest, _ body: [UInt8]
  ) async throws(TransportError) -> (HTTPResponse, [UInt8]) {
    let answer = try await execute(request, body)
    do {
      let content = try await answer.body.collect(upTo: maximumBodyBytes)
      return (HTTPResponse(answer), Array(content.readableBytesView))
    } catch {
      throw TransportError(withinAnswer: error, route: route)
    }
  }

  /// Sends a request and hands on the body as it arrives.
  func stream(
    _ request: HTTPRequest
  ) async throws(TransportError) -> (HTTPResponse, AsyncThrowingStream<[UInt8], any Error>) {
    let answer = try await execute(request, [])
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
    let reading = Task { [route] in
      do {
        for try await chunk in answer.body { continuation.yield(Array(chunk.readableBytesView)) }
        continuation.finish()
      } catch {
        continuation.finish(throwing: TransportError(withinAnswer: error, route: route))
      }
    }
    continuation.onTermination = { _ in reading.cancel() }
    return (HTTPResponse(answer), stream)
  }

  /// Closes all connections, whatever is on its way.
  func close() async {
    do {
      try await client.shutdown()
    } catch {
      // Only a second shutdown fails, and then there is nothing left to close.
      return
    }
  }

  private func execute(
    _ request: HTTPRequest, _ body: [UInt8]
  ) async throws(TransportError) -> HTTPClientResponse {
    do {
      return try await client.execute(prepare(request, body), deadline: .distantFuture)
    } catch {
      let failure = TransportError(error, route: route)
      guard failure.code == .untrusted else { throw failure }
      throw await CertificateDiagnosis(route: route).explanation(of: failure)
    }
  }

  private func prepare(_ request: HTTPRequest, _ body: [UInt8]) -> HTTPClientRequest {
    var prepared = HTTPClientRequest(url: route.endpoint.prefix + (request.path ?? "/"))
    prepared.method = .init(rawValue: request.method.rawValue)
    for field in request.headerFields {
      prepared.headers.add(name: field.name.rawName, value: field.value)
    }
    // The host is signed, so it must be the one the client of this transport was told.
    prepared.headers.replaceOrAdd(
      name: "Host", value: request.authority ?? route.endpoint.authority)
    if !body.isEmpty { prepared.body = .bytes(body) }
    return prepared
  }
}

extension HTTPResponse {
  fileprivate init(_ answer: HTTPClientResponse) {
    self.init(status: .init(code: Int(answer.status.code)))
    for header in answer.headers {
      if let name = HTTPField.Name(header.name) {
        headerFields.append(HTTPField(name: name, value: header.value))
      }
    }
  }
}
