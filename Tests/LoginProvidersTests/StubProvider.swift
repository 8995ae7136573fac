import HTTPTypes
import LoginProviders
import Synchronization

/// Providers of a test: answers by URL, without a network.
final class StubProvider: Sendable {
  /// One answer.
  struct Answer: Sendable {
    var status = 200
    var fields: HTTPFields = [:]
    var body = ""
  }

  private struct State {
    var answers: [String: Answer] = [:]
    var requests: [String] = []
    var failure: ProviderFailure?
  }

  private let state = Mutex(State())

  /// Sets the answer to a request for `url`; the query is part of it.
  func answer(
    _ url: String, _ body: String, status: Int = 200, fields: HTTPFields = [:]
  ) {
    state.withLock {
      $0.answers[url] = Answer(status: status, fields: fields, body: body)
    }
  }

  /// Lets every exchange fail, or none.
  func fail(_ failure: ProviderFailure?) { state.withLock { $0.failure = failure } }

  /// The URLs asked for so far.
  var requests: [String] { state.withLock { $0.requests } }

  var transport: ProviderTransport {
    ProviderTransport(timeout: .seconds(1)) {
      (request, body, timeout) async throws(ProviderFailure) in
      // Others get their turn while this answer is on its way.
      for _ in 0..<20 { await Task.yield() }
      return try self.exchange(request)
    }
  }

  private func exchange(_ request: HTTPRequest) throws(ProviderFailure) -> (HTTPResponse, [UInt8]) {
    let url = "\(request.scheme ?? "")://\(request.authority ?? "")\(request.path ?? "")"
    let (answer, failure) = state.withLock { state in
      state.requests.append(url)
      return (state.answers[url], state.failure)
    }
    if let failure { throw failure }
    guard let answer else { return (HTTPResponse(status: .notFound), []) }
    return (
      HTTPResponse(status: .init(code: answer.status), headerFields: answer.fields),
      Array(answer.body.utf8)
    )
  }
}
