import SyncClient
import SyncCore
import SyncTesting
import Testing

/// The examples of push notifications.
@Suite(.timeLimit(.minutes(10))) struct PushExamples {
  /// An app at a service that knows a push service, as the one of tests does not.
  private func app() async throws -> ExampleApp {
    let app = try await ExampleApp()
    for operation in ["RegisterDevice", "RegisterDevice"] {
      app.line.inject(.answer(status: 200, body: #"{"DeviceId":"device-7"}"#), next: operation)
    }
    for operation in ["SubscribeToDataset", "UnsubscribeFromDataset"] {
      app.line.inject(.answer(status: 200, body: "{}"), next: operation)
      app.line.inject(.answer(status: 200, body: "{}"), next: operation)
    }
    return app
  }

  @Test func `a device is registered and subscribed`() async throws {
    let app = try await app()
    let (manager, notes, token) = (app.manager, app.notes, "5f0d")
    _ = try await manager.registerDevice(platform: .google, token: token)
    _ = try await notes.synchronize()
    try await manager.subscribeAll()
    try await manager.unsubscribeAll()
    _ = try await notes.synchronize()
    try await notes.subscribe()
    try await notes.unsubscribe()
    let subscriptions = app.line.operations.filter { $0.contains("Dataset") }
    #expect(
      subscriptions == [
        "SubscribeToDataset", "UnsubscribeFromDataset", "SubscribeToDataset",
        "UnsubscribeFromDataset",
      ])
  }

  @Test func `the service names the device`() async throws {
    let app = try await app()
    let (manager, show, token) = (app.manager, app.show, "5f0d")
    let device = try await manager.registerDevice(platform: .google, token: token)
    show("The service calls this device \(device).")
    #expect(await app.nextLine() == "The service calls this device device-7.")
    _ = try await manager.registerDevice(platform: .appleSandbox, token: token)
    #expect(app.line.operations.count { $0 == "RegisterDevice" } == 2)
  }

  @Test func `a notification asks for a synchronization`() async throws {
    let app = try await ExampleApp()
    let (manager, show) = (app.manager, app.show)
    _ = try await app.notes.synchronize()
    let payload = [
      "source": "cognito-sync", "identityPoolId": app.service.pool.rawValue,
      "identityId": try await manager.credentials.identity().rawValue, "datasetName": "notes",
      "syncCount": "1",
    ]
    let activities = manager.activity()
    do {
      let worker = Task { await manager.run() }
      let news = try await manager.pushSync(from: payload)
      #expect(news?.dataset.rawValue == "notes")
      for await case .succeeded(_, _) in activities { break }
      worker.cancel()
    }
    if let news = try await manager.pushSync(from: payload), news.isNeeded {
      show("\(news.dataset) has changed elsewhere.")
    }
    #expect(await app.nextLine() == "notes has changed elsewhere.")
    let pairs = payload.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
    let json = "{\"data\":{\(pairs)}}"
    let news = try await manager.pushSync(fromJSON: Array(json.utf8))
    #expect(news?.syncCount == 1)
  }
}
