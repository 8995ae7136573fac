import IdentityCore
import SyncCore
import Testing

@testable import CognitoWire

@Suite struct IdentityOperationTests {
  @Test func `the secret key is spelled as it is nowhere else`() throws {
    let body = GetCredentialsForIdentity.encode(try GetCredentialsForIdentity.outputs()[0])
    #expect(String(decoding: body, as: UTF8.self).contains(#""SecretKey":"s""#))
  }

  @Test(arguments: [
    #"{"IdentityId":"x"}"#, #"{"IdentityId":"us-east-1:XYZ"}"#, "{}", #"{"IdentityId":7}"#,
  ])
  func `I-005 a malformed identity is a validation error`(body: String) {
    let error = #expect(throws: WireError.self) {
      try GetCredentialsForIdentity.decode(WireMessage(body: Array(body.utf8)))
    }
    #expect(error?.code == .validation)
    #expect(error?.status == 400)
  }

  @Test func `a body that is no JSON is a serialization error`() {
    let error = #expect(throws: WireError.self) {
      try GetID.decode(WireMessage(body: Array("no".utf8)))
    }
    #expect(error?.code == .serialization)
  }

  @Test func `a refused token is not repeated in the message`() throws {
    let token = String(repeating: "secret", count: 10_000)
    let body = #"{"IdentityPoolId":"r:1","Logins":{"a":"\#(token)"}}"#
    let error = #expect(throws: WireError.self) {
      try GetID.decode(WireMessage(body: Array(body.utf8)))
    }
    #expect(error?.message.contains("secret") == false)
  }
}
