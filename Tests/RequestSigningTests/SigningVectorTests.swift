import HTTPTypes
import Testing

@testable import RequestSigning

/// The vectors of cognito-sync.md, appendix A.7.
@Suite struct SigningVectorTests {
  static let pool = "us-east-1:11111111-2222-3333-4444-555555555555"
  static let identity = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
  static let signedHeaders = ["host", "x-amz-date", "x-amz-security-token"]
  static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  static let credentials = SigningCredentials(
    accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    sessionToken: "EXAMPLESESSIONTOKEN")
  static let date = SigningDate("20141024T220012Z")
  static let milliseconds: Int64 = 1_414_188_012_000

  static func request(colon: String) -> HTTPRequest {
    let pool = pool.split(separator: ":").joined(separator: colon)
    let identity = identity.split(separator: ":").joined(separator: colon)
    var request = HTTPRequest(
      method: .get, scheme: "https", authority: "cognito-sync.us-east-1.amazonaws.com",
      path: "/identitypools/\(pool)/identities/\(identity)/datasets/prefs/records"
        + "?lastSyncCount=0&maxResults=1024")
    request.headerFields[.amazonDate] = "20141024T220012Z"
    request.headerFields[.amazonSecurityToken] = "EXAMPLESESSIONTOKEN"
    return request
  }

  @Test(arguments: [
    ("%3A", "99370c22c4b2896dcf6d3ebb4cce820982e8f3cac0fc67e05efe6428c0a79f01"),
    (":", "21bf28bc954c9f223bd706baa5b59623914b338f5520bfd93ba8de692cf43a78"),
  ])
  func `I-043 the canonical request has the published hash`(colon: String, hash: String) {
    let canonical = CanonicalRequest(
      Self.request(colon: colon), signedHeaders: Self.signedHeaders, payloadHash: Self.emptyHash)
    #expect(canonical.hash == hash, "\(canonical)")
  }

  @Test(arguments: [
    ("%3A", "6ccbd9d778385a9cff1030fd9859727bc43d4b3be80d27afede892aecf897d0f"),
    (":", "f3f9cb43f1f921583f2a31b420b2476c2fdc0cb2059dbb8ef3b10d8dc96fe480"),
  ])
  func `I-043 signing gives the published signature`(colon: String, signature: String) {
    var request = Self.request(colon: colon)
    RequestSigner(credentials: Self.credentials, region: "us-east-1", service: "cognito-sync")
      .sign(&request, body: [], at: Self.milliseconds)
    #expect(
      request.headerFields[.authorization]
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20141024/us-east-1/cognito-sync/aws4_request, "
        + "SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=\(signature)")
  }
}
