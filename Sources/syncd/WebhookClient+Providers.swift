import CommandProgram
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SyncServer

extension WebhookClient {
  /// Asks an identity provider; no redirection is followed, for it could lead anywhere.
  func ask(_ question: ProviderQuestion) async throws(Webhook.Failure) -> ProviderReply {
    do {
      return try await answer(to: question)
    } catch { throw Self.failure(error) }
  }

  private func answer(to question: ProviderQuestion) async throws -> ProviderReply {
    var request = HTTPClientRequest(url: question.url)
    request.headers.add(name: "Accept", value: question.accept)
    request.headers.add(name: "User-Agent", value: "syncd")
    let answer = try await client.execute(
      request, deadline: .now() + TimeAmount(question.timeout))
    let body = try await answer.body.collect(upTo: question.maximumBody)
    var fields: [String: String] = [:]
    for (name, value) in answer.headers {
      fields[name.lowercased()] = fields[name.lowercased()].map { "\($0), \(value)" } ?? value
    }
    return ProviderReply(
      status: Int(answer.status.code), fields: fields, body: Array(body.readableBytesView))
  }
}
