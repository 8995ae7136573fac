/// Splits a `text/event-stream` into events as its bytes arrive.
struct EventStreamParser: Sendable {
  /// One event.
  struct Event: Hashable, Sendable {
    var name = ""
    var id: String?
    var data = ""
  }

  /// The most bytes a line or an event may have before the stream counts as broken.
  static let maximumLength = 65_536

  private var line: [UInt8] = []
  private var event = Event()
  private var lastID: String?
  private var hasData = false
  private var endedWithReturn = false

  /// Takes in bytes and returns the events they complete, or nothing when a limit is exceeded.
  mutating func feed(_ bytes: [UInt8]) -> [Event]? {
    var events: [Event] = []
    for byte in bytes {
      defer { endedWithReturn = byte == UInt8(ascii: "\r") }
      switch byte {
      case UInt8(ascii: "\n") where endedWithReturn:
        continue
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if let event = endLine() { events.append(event) }
      case _:
        line.append(byte)
        guard line.count + event.data.utf8.count <= Self.maximumLength else { return nil }
      }
    }
    return events
  }

  private mutating func endLine() -> Event? {
    defer { line.removeAll(keepingCapacity: true) }
    guard !line.isEmpty else { return endEvent() }
    let colon = line.firstIndex(of: UInt8(ascii: ":"))
    let field = String(decoding: line[..<(colon ?? line.endIndex)], as: UTF8.self)
    var rest = colon.map { line[($0 + 1)...] } ?? []
    if rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
    let text = String(decoding: rest, as: UTF8.self)
    switch field {
    case "event": event.name = text
    case "data":
      event.data += hasData ? "\n\(text)" : text
      hasData = true
    case "id": lastID = text
    // A comment keeps the line alive, and `retry` is left to our own pauses.
    case _: break
    }
    return nil
  }

  private mutating func endEvent() -> Event? {
    defer {
      event = Event()
      hasData = false
    }
    guard hasData else { return nil }
    event.id = lastID
    return event
  }
}
