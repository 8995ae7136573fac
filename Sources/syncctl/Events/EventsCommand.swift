import CommandProgram
import ArgumentParser
import CognitoWire
import SyncClient
import SyncCore

/// `syncctl events`: what apps reported by PutEvents (cognito-sync.md 5).
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Lists the analytics events that apps reported.",
    discussion: """
      Moments are in UTC, like 2026-07-30 or 2026-07-30T12:00:00, or that long ago: 90s, 15m, 24h \
      or 7d. With --json, each event is a line of its own.
      """)

  @Option(help: "Only events of this identity.")
  var identity: IdentityID?

  @Option(help: ArgumentHelp("Only events of this app.", valueName: "id"))
  var app: String?

  @Option(help: ArgumentHelp("Only events of this type.", valueName: "type"))
  var type: String?

  @Option(help: ArgumentHelp("Only what arrived from this moment on.", valueName: "moment"))
  var since: String?

  @Option(help: ArgumentHelp("Only what arrived before this moment.", valueName: "moment"))
  var until: String?

  @Flag(help: "Go on with what arrives from now on, until interrupted.")
  var follow = false

  @OptionGroup var listing: ListingOptions
  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var report: ReportOptions

  /// How long to wait for news, where there was none.
  private static let pause = Duration.seconds(1)

  func validate() throws {
    for text in [since, until].compactMap(\.self) {
      guard Moment.read(text, now: Timestamp(milliseconds: 0)) != nil else {
        throw ValidationError("'\(text)' is no moment: 2026-07-30, 2026-07-30T12:00:00 or 24h.")
      }
    }
  }

  func run() async throws {
    try await connection.perform { connection in
      let printer = EventPrinter(isJSON: report.json, width: Output.columns)
      try await list(with: connection) { event in Output.say(printer.line(event)) }
    }
  }

  /// Hands on the events in their order, page by page.
  func list(
    with connection: Connection, each: (ListEvents.NumberedEvent) -> Void
  ) async throws {
    let now = connection.clock.time
    var query = AnalyticsQuery(
      identity: identity, appID: app, type: type,
      since: since.flatMap { Moment.read($0, now: now) },
      until: until.flatMap { Moment.read($0, now: now) }, limit: ListEvents.maximumPageSize)
    var left = listing.limit ?? .max
    while left > 0 {
      query.limit = min(left, ListEvents.maximumPageSize)
      let page = try await connection.call(ListEvents.self, query)
      for event in page.events { each(event) }
      left -= page.events.count
      query.after = page.events.last?.number ?? query.after
      guard page.nextToken == nil else { continue }
      guard follow else { return }
      try await Task.sleep(for: Self.pause)
    }
  }
}

/// Spells events, a line each.
struct EventPrinter {
  let isJSON: Bool
  /// The columns of the terminal, or nothing for any width.
  let width: Int?

  func line(_ event: ListEvents.NumberedEvent) -> String {
    isJSON ? json(event) : text(event)
  }

  private func json(_ event: ListEvents.NumberedEvent) -> String {
    let page = ListEvents.Output(events: [event], nextToken: nil)
    guard case .array(let events)? = JSONValue(body: ListEvents.encode(page))["Events"] else {
      return "{}"
    }
    return (events.first ?? .null).text
  }

  private func text(_ numbered: ListEvents.NumberedEvent) -> String {
    let event = numbered.event
    let parts = [
      event.received.text, event.type, event.appID.isEmpty ? "-" : event.appID,
      event.identity?.rawValue ?? "-", event.json,
    ]
    let line = parts.map(\.escaped).joined(separator: "  ")
    return width.map { line.shortened(to: $0) } ?? line
  }
}
