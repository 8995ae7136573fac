import CognitoWire
import SyncServer
import Synchronization

/// Stands for the other side of webhooks: keeps what comes and answers as it is told.
final class StubReceiver: Sendable {
  /// Answers the message with this place in the order of arrival, from 0.
  typealias Answer =
    @Sendable (Int, Webhook.Message) async throws(Webhook.Failure) -> Webhook.Reply

  private let count = Mutex(0)
  private let inbox: AsyncStream<Webhook.Message>
  private let arrival: AsyncStream<Webhook.Message>.Continuation
  private let answer: Answer

  /// Answers 200 unless told otherwise.
  init(
    answer: @escaping Answer = { _, _ throws(Webhook.Failure) in Webhook.Reply(status: 200) }
  ) {
    (inbox, arrival) = AsyncStream.makeStream()
    self.answer = answer
  }

  /// Messages so far.
  var messageCount: Int { count.withLock { $0 } }

  /// Returns a webhook that leads here.
  func webhook(_ url: String = "http://stub") -> Webhook {
    Webhook(url: url) { message throws(Webhook.Failure) in
      let index = self.count.withLock { count in
        defer { count += 1 }
        return count
      }
      self.arrival.yield(message)
      return try await self.answer(index, message)
    }
  }

  /// Waits for the next `count` messages and returns their bodies.
  func bodies(_ count: Int) async -> [JSONValue] {
    var bodies: [JSONValue] = []
    for await message in inbox {
      bodies.append((try? JSONReader.read(message.body)) ?? .null)
      if bodies.count == count { break }
    }
    return bodies
  }

  /// Waits for so many lines, however many messages carry them.
  func lines(_ count: Int) async -> [JSONValue] {
    var lines: [JSONValue] = []
    guard count > 0 else { return lines }
    for await message in inbox {
      for line in message.body.split(separator: UInt8(ascii: "\n")) {
        lines.append((try? JSONReader.read(Array(line))) ?? .null)
      }
      if lines.count >= count { break }
    }
    return lines
  }
}

extension JSONValue {
  /// Returns a member that is a text, or nothing.
  func text(_ name: String) -> String? {
    guard case .string(let text) = self[name] else { return nil }
    return text
  }

  /// The names of the members.
  var names: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.name)
  }

  /// Returns this object with a member replaced, added or removed.
  func with(_ name: String, _ value: JSONValue?) -> JSONValue {
    guard case .object(var members) = self else { return self }
    members.removeAll { $0.name == name }
    if let value { members.append(JSONMember(name, value)) }
    return .object(members)
  }
}
