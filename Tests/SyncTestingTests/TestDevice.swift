import Foundation
import SyncClient
import SyncTesting

/// A device of a test: a store in a folder of its own, and a line that can be disturbed.
final class TestDevice: Sendable {
  let line: FaultPlan
  let manager: SyncManager
  let dataset: Dataset
  private let folder: URL

  /// Sets up a device of a user, or of a guest.
  ///
  /// - Parameter transport: What lies beneath the line, if not the service itself.
  init(
    on service: TestService, as user: String? = nil, line: FaultPlan = FaultPlan(),
    transport: Transport? = nil, environment: SyncEnvironment? = nil
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "sync-testing-\(UUID())")
    self.line = line
    manager = try SyncManager(
      service.configuration(storePath: folder.appending(path: "sync.sqlite").path),
      transport: (transport ?? service.transport).injecting(line),
      environment: environment ?? service.clock.environment(),
      logins: {
        guard let user else { return [:] }
        return try await service.logins(of: user)
      })
    dataset = try manager.dataset("notes")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The failure of a synchronization that is bound to fail.
  func failure() async -> SyncError? {
    do throws(SyncError) {
      _ = try await dataset.synchronize()
      return nil
    } catch { return error }
  }
}
