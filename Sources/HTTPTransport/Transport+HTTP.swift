import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
public import SyncClient

extension Transport {
  /// Reaches a service over HTTP.
  ///
  /// - Parameters:
  ///   - endpoint: `http://HOST:PORT`, `https://HOST` or `unix:/PATH`.
  ///   - maximumBodyBytes: The largest answer to accept.
  /// - Throws: `unsupported` if the endpoint cannot be read.
  public static func http(
    endpoint: String, maximumBodyBytes: Int = 32 * 1_024 * 1_024
  ) throws(TransportError) -> Transport {
    let endpoint = try Endpoint(endpoint)
    let exchanges = HTTPConnections(
      endpoint: endpoint, silence: .seconds(10), maximumBodyBytes: maximumBodyBytes)
    // The service sends a comment every 15 seconds; three missing ones mean that nobody is there.
    let streams = HTTPConnections(
      endpoint: endpoint, silence: .seconds(45), maximumBodyBytes: maximumBodyBytes)
    return Transport(
      scheme: endpoint.scheme, authority: endpoint.authority,
      send: { request, body throws(TransportError) in try await exchanges.send(request, body) },
      stream: { request throws(TransportError) in try await streams.stream(request) },
      close: {
        await streams.close()
        await exchanges.close()
      })
  }
}

/// Connections to one endpoint that tolerate the same silence.
final class HTTPConnections: Sendable {
  let endpoint: Endpoint
  let maximumBodyBytes: Int
  private let client: HTTPClient

  init(endpoint: Endpoint, silence: TimeAmount, maximumBodyBytes: Int) {
    self.endpoint = endpoint
    self.maximumBodyBytes = maximumBodyBytes
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(3), read: silence, write: .seconds(10)))
    // Who asks decides about another try, and wants to know at once that nobody listens.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
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
    do {
      let answer = try await client.execute(prepare(request, body), deadline: .distantFuture)
      let content = try await answer.body.collect(upTo: maximumBodyBytes)
      return (HTTPResponse(answer), Array(content.readableBytesView))
    } catch {
      throw TransportError(error, endpoint: endpoint)
    }
  }

  /// Sends a request and hands on the body as it arrives.
  func stream(
    _ request: HTTPRequest
  ) async throws(TransportError) -> (HTTPResponse, AsyncThrowingStream<[UInt8], any Error>) {
    let answer: HTTPClientResponse
    do {
      answer = try await client.execute(prepare(request, []), deadline: .distantFuture)
    } catch {
      throw TransportError(error, endpoint: endpoint)
    }
    let (stream, continuation) = AsyncThrowingStream.makeStream(of: [UInt8].self)
    let reading = Task { [endpoint] in
      do {
        for try await chunk in answer.body { continuation.yield(Array(chunk.readableBytesView)) }
        continuation.finish()
      } catch {
        continuation.finish(throwing: TransportError(error, endpoint: endpoint))
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

  private func prepare(_ request: HTTPRequest, _ body: [UInt8]) -> HTTPClientRequest {
    var prepared = HTTPClientRequest(url: endpoint.prefix + (request.path ?? "/"))
    prepared.method = .init(rawValue: request.method.rawValue)
    for field in request.headerFields {
      prepared.headers.add(name: field.name.rawName, value: field.value)
    }
    // The host is signed, so it must be the one the client of this transport was told.
    prepared.headers.replaceOrAdd(name: "Host", value: request.authority ?? endpoint.authority)
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
