import CognitoWire
import HTTPTypes
import NIOCore
import NIOHTTP1
import RequestSigning

extension ServiceResponder {
  /// Returns the request that begins with `head` when it may take the shortcut: an operation of
  /// Cognito Sync whose answer is no stream, with a small body of known length.
  func shortcut(_ head: HTTPRequestHead) -> ShortcutRequest? {
    guard let request = HTTPRequest(plain: head),
      case .sync(let match) = Destination(request, plain: plain),
      match.operation != .subscribeToEvents
    else { return nil }
    var shortcut = ShortcutRequest(head: request, match: match)
    guard let text = request.headerFields.text(of: .contentLength) else { return shortcut }
    guard let length = Int(text), length <= ShortcutHandler.maximumBodyBytes else { return nil }
    shortcut.body.reserveCapacity(length)
    return shortcut
  }

  /// Answers a request on the shortcut.
  func answer(_ request: ShortcutRequest, from address: String) async -> ShortcutAnswer {
    let record = begin()
    var answer: Answer
    do throws(WireError) {
      answer = try await self.answer(
        Exchange(
          head: request.head, body: request.body, address: address, now: surroundings.now()),
        at: .sync(request.match), requestID: record.requestID)
    } catch { answer = .refusal(error) }
    end(record, name: request.match.operation.rawValue, status: answer.status.code)
    return ShortcutAnswer(
      head: CommonFields.head(
        answer, requestID: record.requestID, date: dates.text(at: surroundings.now())),
      body: ByteBuffer(bytes: answer.body))
  }
}
