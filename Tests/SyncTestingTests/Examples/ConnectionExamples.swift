import Foundation
import HTTPTransport
import SyncClient
import SyncCore
import SyncTesting
import Testing

/// The examples of reaching a service over HTTP, up to where a service would have to answer.
@Suite struct ConnectionExamples {
  /// Signs nothing: its key was thrown away.
  private static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBpTCCAUugAwIBAgIUZHotn9EVtLH6Vd1WkdyHlUaT9jQwCgYIKoZIzj0EAwIw
    JzElMCMGA1UEAwwcQW4gYXV0aG9yaXR5IG9mIHRoZSBleGFtcGxlczAgFw0yNjEx
    MjMxMDM0MDFaGA8yMTI2MTAzMDEwMzQwMVowJzElMCMGA1UEAwwcQW4gYXV0aG9y
    aXR5IG9mIHRoZSBleGFtcGxlczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKiM
    XuezLpkbeBNOZRQ40Y+KJa3QlFbGQuQyWVLHOh2Hli0OvwDfKHRmT/7tSiidCFaF
    FopUE+btFfi5nYqIVYyjUzBRMB0GA1UdDgQWBBTjVvDAk7NmaK6VJixz29utsFqV
    UjAfBgNVHSMEGDAWgBTjVvDAk7NmaK6VJixz29utsFqVUjAPBgNVHRMBAf8EBTAD
    AQH/MAoGCCqGSM49BAMCA0gAMEUCIQDl8x++tCyyQaqi1bVegE6EjZ2jHHhioPsq
    vr5TwzHUDwIgVdd1Xh0Ak3ToOhMgFYw2UecjaA0JkAY4ZfDtRRkHkFE=
    -----END CERTIFICATE-----
    """

  @Test func `a manager is set up`() async throws {
    let folder = TemporaryFolder()
    let (file, transport) = (folder.path("notes.sqlite"), try Transport.http(endpoint: "unix:/s"))
    let pool = try #require(IdentityPoolID("us-east-1:11111111-2222-3333-4444-555555555555"))
    var configuration = SyncManager.Configuration(
      pool: pool, region: "us-east-1", storePath: file, deviceName: "laptop")
    configuration.callbacks.onDatasetDeleted = { _ in .keepLocal }
    let manager = try SyncManager(configuration, transport: transport)
    let worker = Task { await manager.run() }
    worker.cancel()
    await manager.close()
    #expect(throws: SyncError.self) { try manager.datasets() }
  }

  /// The first program; not called, for it wants a service of its own at a fixed port.
  private func firstProgram() async throws {
    guard let pool = IdentityPoolID("us-east-1:11111111-2222-3333-4444-555555555555") else {
      preconditionFailure("This is not the id of a pool.")
    }
    let manager = try SyncManager(
      .init(pool: pool, region: "us-east-1", storePath: "notes.sqlite", deviceName: "laptop"),
      transport: try .http(endpoint: "http://127.0.0.1:8420"))
    let notes = try manager.dataset("Notes")
    try notes.set("milk", to: "2 bottles")
    let result = try await notes.synchronize()
    print("\(result.pushedRecords) uploaded")
    await manager.close()
  }

  @Test func `a proxy is chosen`() async throws {
    let transport = try Transport.http(
      endpoint: "https://sync.example.org", proxy: .server("http://proxy.example.org:3128"))
    #expect(transport.authority == "sync.example.org")
    await transport.close()
  }

  @Test func `an authority of one's own is trusted`() async throws {
    let ownAuthority = Self.certificate
    let trust = Trust.certificates(pem: Array(ownAuthority.utf8))
    let transport = try Transport.http(endpoint: "https://sync.example.org", trust: trust)
    #expect(transport.scheme == "https")
    await transport.close()
  }

  @Test func `a missing file of certificates is told at once`() {
    let error = #expect(throws: TransportError.self) {
      let transport = try Transport.http(
        endpoint: "https://sync.example.com", trust: .certificateFile("/etc/sync/ca.pem"))
      _ = transport
    }
    #expect(error?.code == .unsupported)
  }
}

/// The README's first lines; not called, for they want a service on the internet.
private func readme() async throws {
  guard let pool = IdentityPoolID("us-east-1:11111111-2222-3333-4444-555555555555") else { return }
  let manager = try SyncManager(
    .init(pool: pool, region: "us-east-1", storePath: "progress.sqlite"),
    transport: try .http(endpoint: "https://sync.example.org"))
  let progress = try manager.dataset("Progress")
  try progress.set("level", to: "42")  // on the disk when this returns
  let result = try await progress.synchronize()  // pulls, settles conflicts, pushes
  print(result.changedKeys, try progress.value(for: "level") ?? "none")
}
