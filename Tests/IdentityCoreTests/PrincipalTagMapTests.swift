import IdentityCore
import Testing

/// Session tags from claims, cognito-sync.md 3.8.
@Suite struct PrincipalTagMapTests {
  private let login = LoginClaims(
    user: "u", client: "app",
    claims: [
      "aud": .list([.text("app"), .text("other")]), "sub": .text("s"), "user_id": .text("amzn"),
      "nameidentifier": .text("n"), "name": .text("Ann"), "level": .integer(7),
      "odd": .text("a*b"), "empty": .text(""), "groups": .list([.text("x")]),
    ])

  @Test(arguments: [
    (ProviderKind.userPool, ["client": "app", "username": "s"]),
    (.google, ["client": "app", "username": "s"]), (.apple, ["client": "app", "username": "s"]),
    (.facebook, ["client": "app", "username": "s"]),
    (.twitter, ["client": "app", "username": "s"]),
    (.openIDConnect, ["client": "app", "username": "s"]),
    (.amazon, ["client": "app", "username": "amzn"]),
    (.saml, ["client": "n", "username": "Ann"]), (.developer, [:]), (.cognito, [:]),
  ])
  func `each kind of provider has its defaults`(kind: ProviderKind, tags: [String: String]) {
    #expect(PrincipalTagMap(usesDefaults: true).sessionTags(of: login, kind: kind) == tags)
  }

  @Test func `a map of one's own takes claims that can be tags`() {
    let map = PrincipalTagMap(tags: [
      "level": "level", "who": "name", "odd": "odd", "none": "missing", "empty": "empty",
      "groups": "groups",
    ])
    #expect(
      map.sessionTags(of: login, kind: .openIDConnect) == ["level": "7", "who": "Ann"])
    #expect(PrincipalTagMap().sessionTags(of: login, kind: .google) == [:])
  }

  @Test func `limits are kept`() {
    #expect(throws: Never.self) { try PrincipalTagMap(tags: ["k": "c"]).check() }
    let tooMany = Dictionary(uniqueKeysWithValues: (0..<51).map { ("k\($0)", "c") })
    let long = String(repeating: "x", count: 257)
    let total = [String(repeating: "k", count: 128): String(repeating: "c", count: 256)]
    #expect(throws: Never.self) { try PrincipalTagMap(tags: total).check() }
    for tags in [
      tooMany, ["": "c"], ["k": ""], [String(long.prefix(129)): "c"], ["k": long],
      total.merging(["more": String(long.prefix(73))]) { first, _ in first },
    ] {
      #expect(throws: IdentityError.self) { try PrincipalTagMap(tags: tags).check() }
    }
  }

  @Test func `of several logins the provider that sorts first fills a tag`() {
    let configuration = IdentityPoolConfiguration(
      name: "Test", allowsGuests: true,
      supportedLoginProviders: ["accounts.google.com": "app", "www.amazon.com": "app"])
    let maps = [
      "accounts.google.com": PrincipalTagMap(tags: ["who": "sub"]),
      "www.amazon.com": PrincipalTagMap(tags: ["who": "user_id", "name": "name"]),
      "not.configured": PrincipalTagMap(tags: ["bad": "sub"]),
    ]
    let tags = maps.sessionTags(
      of: ["www.amazon.com": login, "accounts.google.com": login, "not.configured": login],
      in: configuration)
    #expect(tags == ["who": "s", "name": "Ann"])
  }
}
