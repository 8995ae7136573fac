import CognitoWire
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct LiveTests {
  @Test func `S-008 every answer has the date and the spelling of the old clients`() async throws {
    let service = try await TestService()
    try await service.application.test(.live) { client in
      try await client.execute(uri: "/nowhere", method: .get) { response in
        let names = response.headers.map(\.name.rawName)
        #expect(names.contains("Date"))
        #expect(names.contains("x-amzn-ErrorType"))
        #expect(names.contains("x-amzn-RequestId"))
        #expect(response.status == .notFound)
      }
    }
  }

  @Test func `a connection lives on after refusals, large ones too`() async throws {
    let service = try await TestService()
    try await service.application.test(.live) { client in
      for size in [0, 10, 17 * 1_048_576] {
        try await client.execute(
          uri: "/identitypools/x/identities/y/datasets/z", method: .post,
          headers: [.authorization: "unreadable"],
          body: ByteBuffer(repeating: 32, count: size)
        ) { response in
          #expect(response.status == (size > 16 * 1_048_576 ? .badRequest : .forbidden))
        }
      }
      try await client.execute(
        uri: "/identitypools/x/identities/y/datasets/z", method: .post,
        body: ByteBuffer(repeating: 32, count: 17 * 1_048_576)
      ) { response in
        #expect(response.status == .forbidden)
      }
      try await client.execute(uri: "/health", method: .get) { response in
        #expect(String(buffer: response.body) == #"{"status":"ok"}"#)
      }
    }
  }

  @Test func `headers without bound are refused`() async throws {
    let service = try await TestService()
    try await service.application.test(.live) { client in
      let name = try #require(HTTPField.Name("x-long"))
      try await client.execute(
        uri: "/health", method: .get,
        headers: [name: String(repeating: "a", count: 100_000)]
      ) { response in
        #expect(response.status == .badRequest)
      }
    }
  }

  @Test func `the router of the framework leads to the same answers`() async throws {
    let service = try await TestService()
    try await service.application.test(.router) { client in
      try await client.execute(uri: "/.well-known/hundred-holds", method: .get) { response in
        #expect(response.status == .ok)
      }
    }
  }
}
