import CognitoWire
import HTTPTypes

/// One question to a provider, and what its answer comes to.
struct ProviderCall: Sendable {
  /// The login key, for refusals.
  let provider: String
  let transport: ProviderTransport

  /// An answer with status 200.
  struct Answer: Sendable {
    var json: JSONValue
    var bytes: [UInt8]
    var fields: HTTPFields
  }

  /// Returns the answer to a request that the provider has no reason to refuse.
  func document(_ request: HTTPRequest) async throws(LoginError) -> Answer {
    let (response, body) = try await send(request)
    guard response.status.code == 200 else { throw .unreachable(provider) }
    return Answer(json: try json(body), bytes: body, fields: response.headerFields)
  }

  /// Returns the answer to a request that carries a user's token: a refusal is about the token,
  /// unless the provider says that it is its own.
  func userData(_ request: HTTPRequest) async throws(LoginError) -> JSONValue {
    let (response, body) = try await send(request)
    switch response.status.code {
    case 200: return try json(body)
    case 400, 401, 403:
      let error = (try? JSONReader.read(body))?["error"]
      guard !Self.isTransient(error) else { throw .unreachable(provider) }
      throw .refused
    default: throw .unreachable(provider)
    }
  }

  private func send(_ request: HTTPRequest) async throws(LoginError) -> (HTTPResponse, [UInt8]) {
    let (response, body): (HTTPResponse, [UInt8])
    do throws(ProviderFailure) {
      (response, body) = try await transport.send(request, [], transport.timeout)
    } catch { throw .unreachable(provider) }
    guard body.count <= ProviderTransport.maximumBody else { throw .invalidAnswer(provider) }
    return (response, body)
  }

  private func json(_ body: [UInt8]) throws(LoginError) -> JSONValue {
    guard let json = try? JSONReader.read(body), case .object = json else {
      throw .invalidAnswer(provider)
    }
    return json
  }

  /// Codes with which the Graph API says that it is at fault, or that it is asked too often.
  private static let transientCodes: Set<Int64> = [1, 2, 4, 17, 341]

  private static func isTransient(_ error: JSONValue?) -> Bool {
    if error?["is_transient"] == .bool(true) { return true }
    guard case .integer(let code) = error?["code"] else { return false }
    return transientCodes.contains(code)
  }
}
