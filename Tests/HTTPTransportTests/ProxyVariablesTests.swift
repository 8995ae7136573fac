@testable import HTTPTransport
import SyncClient
import Testing

@Suite struct ProxyVariablesTests {
  private static func proxy(
    for endpoint: String, _ variables: [String: String]
  ) throws -> ProxyAddress? {
    try ProxyVariables(variables).proxy(for: Endpoint(endpoint))
  }

  @Test(
    arguments: [
      (["http_proxy": "p:1"], "p:1"),
      (["HTTP_PROXY": "p:1"], nil),
      (["https_proxy": "p:1"], nil),
      (["all_proxy": "p:1"], "p:1"),
      (["ALL_PROXY": "p:1"], "p:1"),
      (["http_proxy": "p:1", "all_proxy": "q:2"], "p:1"),
      (["http_proxy": "", "ALL_PROXY": "q:2"], "q:2"),
      (["http_proxy": "http://p"], "p:1080"),
      (["http_proxy": "http://[::2]:3/"], "[::2]:3"),
      ([:], nil),
    ] as [([String: String], String?)])
  func `plain requests ask for their proxy`(variables: [String: String], proxy: String?) throws {
    #expect(try Self.proxy(for: "http://service.test", variables)?.shown == proxy)
  }

  @Test(
    arguments: [
      (["https_proxy": "p:1", "HTTPS_PROXY": "q:2"], "p:1"),
      (["HTTPS_PROXY": "q:2"], "q:2"),
      (["http_proxy": "p:1"], nil),
      (["all_proxy": "socks5://s:9"], "s:9"),
    ] as [([String: String], String?)])
  func `secure requests ask for theirs`(variables: [String: String], proxy: String?) throws {
    #expect(try Self.proxy(for: "https://service.test", variables)?.shown == proxy)
  }

  @Test(arguments: [
    "http://localhost:1", "http://127.0.0.1", "http://127.9.9.9:80", "http://[::1]:80",
    "http://a.localhost", "unix:/tmp/socket",
  ])
  func `this machine is reached directly`(endpoint: String) throws {
    #expect(try Self.proxy(for: endpoint, ["all_proxy": "p:1", "http_proxy": "p:1"]) == nil)
  }

  @Test(arguments: [
    ("*", "https://service.test", true),
    ("service.test", "https://service.test", true),
    ("SERVICE.test", "https://service.TEST", true),
    (".service.test", "https://service.test", true),
    ("*.service.test", "https://a.service.test", true),
    ("service.test", "https://a.b.service.test", true),
    ("service.test", "https://myservice.test", false),
    ("a.service.test", "https://service.test", false),
    ("other.test, service.test", "https://service.test", true),
    ("other.test service.test", "https://service.test", true),
    ("service.test:443", "https://service.test", true),
    ("service.test:8443", "https://service.test", false),
    ("service.test:8443", "https://service.test:8443", true),
    ("10.0.0.0/8", "https://10.200.1.2", true),
    ("10.0.0.0/8", "https://11.0.0.1", false),
    ("192.168.4.0/22", "https://192.168.7.255", true),
    ("192.168.4.0/22", "https://192.168.8.0", false),
    ("0.0.0.0/0", "https://192.168.8.0", true),
    ("fd00::/8", "https://[fd12::3]", true),
    ("10.0.0.1", "https://10.0.0.1:8443", true),
    ("10.0.0.1", "https://10.0.0.11", false),
    ("fd12:0::3", "https://[fd12::3]", true),
    ("0.1", "https://10.0.0.1", false),
    ("", "https://service.test", false),
    (",, ,", "https://service.test", false),
  ])
  func `exceptions are reached directly`(list: String, endpoint: String, isExcepted: Bool) throws {
    let proxy = try Self.proxy(for: endpoint, ["https_proxy": "p:1", "no_proxy": list])
    #expect((proxy == nil) == isExcepted)
  }

  @Test func `a user and a password may hold any character`() throws {
    let proxy = try ProxyAddress("http://a%40b:c%3Ad%2F@p:1", from: "x")
    #expect(proxy.user == ProxyAddress.User(name: "a@b", password: "c:d/"))
    #expect(proxy.shown == "p:1")
  }

  @Test(arguments: [
    "https://p:1", "ftp://p", "http://", "p:0", "p:65536", "p:x", "http://p/path", "[::1", ":1",
    "socks5://user:secret@p:1", "socks4://p:1",
  ])
  func `a proxy that cannot be used is named with its variable, without a password`(
    text: String
  ) throws {
    let error = #expect(throws: TransportError.self) {
      try Self.proxy(for: "https://service.test", ["https_proxy": text])
    }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("https_proxy") == true)
    #expect(error?.message.contains("secret") == false)
  }

  @Test(arguments: [
    ("socks5://s:9", ProxyAddress.Kind.socks5), ("SOCKS5H://s:9", .socks5), ("socks://s", .socks5),
    ("HTTP://p", .http), ("p", .http),
  ])
  func `the scheme tells how a proxy is spoken to`(text: String, kind: ProxyAddress.Kind) throws {
    #expect(try ProxyAddress(text, from: "x").kind == kind)
  }
}
