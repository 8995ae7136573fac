import SyncClient
import SyncCore
import SyncTesting
import Testing

@Suite struct TestServiceTests {
  @Test func `two devices of one user hand data to each other`() async throws {
    let service = try await TestService()
    let laptop = try TestDevice(on: service, as: "ada")
    let phone = try TestDevice(on: service, as: "ada")
    try laptop.dataset.set("a", to: "1")
    _ = try await laptop.dataset.synchronize()
    _ = try await phone.dataset.synchronize()
    #expect(try phone.dataset.values() == ["a": "1"])
  }

  @Test func `guests are strangers to each other`() async throws {
    let service = try await TestService()
    let first = try TestDevice(on: service)
    let second = try TestDevice(on: service)
    try first.dataset.set("a", to: "1")
    _ = try await first.dataset.synchronize()
    _ = try await second.dataset.synchronize()
    #expect(try second.dataset.values().isEmpty)
    #expect(try await first.manager.credentials.identity() != second.manager.credentials.identity())
  }

  @Test func `a stopped service is offline and keeps its data`() async throws {
    let service = try await TestService()
    let device = try TestDevice(on: service)
    try device.dataset.set("a", to: "1")
    _ = try await device.dataset.synchronize()
    await service.stop()
    let error = await #expect(throws: SyncError.self) { _ = try await device.dataset.synchronize() }
    #expect(error?.code == .offline)
    try await service.start()
    let result = try await device.dataset.synchronize()
    #expect(result.pushedRecords == 0)
  }

  @Test func `the sizes of a service can be chosen`() async throws {
    let service = try await TestService(limits: SyncLimits(recordsPerDataset: 2))
    let device = try TestDevice(on: service)
    try device.dataset.set(["a": "1", "b": "2", "c": "3"])
    let error = await #expect(throws: SyncError.self) { _ = try await device.dataset.synchronize() }
    #expect(error?.code == .limitExceeded)
  }
}
