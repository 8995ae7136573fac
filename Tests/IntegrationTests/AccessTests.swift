import CognitoWire
import RequestSigning
import SyncClient
import SyncCore
import Testing

@Suite struct AccessTests {
  @Test func `another identity's credentials open no dataset but its own`() async throws {
    let service = try await Service()
    let owner = try await Device("laptop", on: service)
    try owner.solve(1)
    try await owner.synchronize()
    let stranger = try await Device("phone", on: service)
    let client = ServiceClient(
      transport: stranger.line.transport, region: "us-east-1",
      clock: ServiceClock(now: { service.time.now }))
    let answer = try await client.call(
      GetCredentialsForIdentity.self,
      GetCredentialsForIdentity.Input(identity: try await stranger.identity(), logins: [:]))
    let credentials = SigningCredentials(
      accessKeyID: answer.accessKeyID, secretAccessKey: answer.secretAccessKey,
      sessionToken: answer.sessionToken)
    for (identity, expected) in [
      (try await owner.identity(), SyncError.Code.notAuthorized),
      (try await stranger.identity(), nil),
    ] {
      let path = DatasetReference(
        pool: try await service.pool, identity: identity,
        name: try #require(DatasetName("GameInfo")))
      var code: SyncError.Code?
      do throws(SyncError) {
        _ = try await client.call(
          ListRecords.self, ListRecords.Input(path: path), signedBy: credentials)
      } catch { code = error.code }
      #expect(code == expected)
    }
  }
}
