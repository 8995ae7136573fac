import Foundation
import HTTPTypes
import RequestSigning

/// What no service can be faster than: commits to the same disk, and the check of a signature.
struct FloorBenchmark {
  let workspace: Workspace

  private static let datasets = 10_000

  func run(into table: inout ResultTable) throws {
    let store = try RawStore(
      path: workspace.directory.appending(path: "raw.sqlite").path, datasets: Self.datasets)
    for group in [1, 64] {
      var samples = Samples()
      let start = Clock.now()
      for step in 0..<(group == 1 ? 4_000 : 400) {
        let first = step * 97
        let before = Clock.now()
        try store.commit(
          datasets: (0..<group).map { (first + $0 * 151) % Self.datasets }, count: step + 1)
        samples.add(nanoseconds: Clock.now() - before)
      }
      let seconds = Double(Clock.now() - start) / 1e9
      table.add(
        "raw SQLite, counter and 3 records, fsync, \(group) a commit",
        perSecond: Double(samples.nanoseconds.count * group) / seconds, samples: samples,
        goal: "baseline")
    }
    try signatures(into: &table)
  }

  /// Verifies one request again and again, as the service does with a key it has derived before.
  private func signatures(into table: inout ResultTable) throws {
    let body = Array(String(repeating: "x", count: 260).utf8)
    let token = String(repeating: "t", count: 400)
    let now: Int64 = 1_414_188_010_000
    var request = HTTPRequest(
      method: .post, scheme: "http", authority: "127.0.0.1:8420",
      path: "/identitypools/us-east-1%3Ab/identities/us-east-1%3Aa/datasets/GameInfo")
    RequestSigner(
      credentials: SigningCredentials(
        accessKeyID: "ASIAEXAMPLE", secretAccessKey: "secret", sessionToken: token),
      region: "us-east-1", service: "cognito-sync"
    ).sign(&request, body: body, at: now)
    let verifier = SignatureVerifier(region: "us-east-1")
    let count = 20_000
    let start = Clock.processorTime()
    for _ in 0..<count {
      let claim = try SignatureClaim(request)
      try verifier.check(claim, service: "cognito-sync", now: now)
      try verifier.verify(claim, secret: "secret", request: request, body: body)
    }
    table.add(
      "signature verified, 260 bytes, key derived before",
      value: ((Clock.processorTime() - start) / Double(count) * 1e6, " us"),
      bars: [.atMost(60, " us")])
  }
}
