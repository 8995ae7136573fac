import Hummingbird
import Logging
import ServiceLifecycle

/// Looks again and again until `condition` holds, for what happens beside requests.
func until(_ condition: () async throws -> Bool) async throws {
  while try await !condition() { try await Task.sleep(for: .milliseconds(2)) }
}

extension TestService {
  /// Runs what the service does beside requests while `work` is done, and ends it in order.
  func running<Value>(_ work: () async throws -> Value) async throws -> Value {
    let group = ServiceGroup(
      configuration: .init(
        services: application.services,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      let value = try await work()
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
      return value
    }
  }
}
