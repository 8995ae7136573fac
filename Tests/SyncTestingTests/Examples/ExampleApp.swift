import SyncClient
import SyncCore
import SyncTesting

/// What examples take for granted: an app with a dataset of notes, signed in as a user.
struct ExampleApp: Sendable {
  let service: TestService
  let device: TestDevice
  /// What the app shows its user, in order.
  let shown: AsyncStream<String>
  /// Shows the user a line.
  let show: @Sendable (String) -> Void

  var manager: SyncManager { device.manager }
  var notes: Dataset { device.dataset }
  var line: FaultPlan { device.line }

  init(user: String? = "ada", on service: TestService? = nil) async throws {
    let (shown, continuation) = AsyncStream.makeStream(of: String.self)
    self.shown = shown
    show = { continuation.yield($0) }
    if let service { self.service = service } else { self.service = try await TestService() }
    device = try TestDevice(on: self.service, as: user)
  }

  /// The next line that the user sees.
  func nextLine() async -> String? { await shown.first { _ in true } }

  /// Has another device of the user write, and upload it.
  func writeElsewhere(_ values: [String: String], as user: String? = "ada") async throws {
    let other = try TestDevice(on: service, as: user)
    _ = try await other.dataset.synchronize()
    try other.dataset.set(values)
    _ = try await other.dataset.synchronize()
  }

  /// Brings about a conflict: the key has been changed here and elsewhere.
  func disagree(on key: String = "milk", here: String, elsewhere: String) async throws {
    try notes.set(key, to: "nothing yet")
    _ = try await notes.synchronize()
    try await writeElsewhere([key: elsewhere])
    service.clock.advance(by: .seconds(1))
    try notes.set(key, to: here)
  }
}
