import IdentityCore

/// Who may come into a pool, as far as somebody said so.
struct PoolWishes: Hashable {
  var allowsGuests: Bool?
  var allowsClassicFlow: Bool?
  /// The app's ids at public providers, by the providers' short names.
  var apps: [String: String] = [:]
  /// The URLs of OpenID Connect providers.
  var issuers: [String] = []
  var developerProviderName: String?
  /// The account in the ARNs of OpenID Connect providers.
  var account = "123456789012"

  /// The login keys of the public providers of the original (cognito-sync.md 3.4), by their short
  /// names.
  static let loginKeys = [
    "amazon": "www.amazon.com", "facebook": "graph.facebook.com", "google": "accounts.google.com",
  ]

  /// Whether nothing was said.
  var isEmpty: Bool {
    allowsGuests == nil && allowsClassicFlow == nil && apps.isEmpty && issuers.isEmpty
      && developerProviderName == nil
  }

  /// The first issuer that is no URL of one.
  var unusableIssuer: String? { issuers.first { Self.host(ofIssuer: $0) == nil } }

  /// Writes what was said over `configuration`.
  func apply(to configuration: inout IdentityPoolConfiguration) {
    configuration.allowsGuests = allowsGuests ?? configuration.allowsGuests
    configuration.allowsClassicFlow = allowsClassicFlow ?? configuration.allowsClassicFlow
    configuration.developerProviderName =
      developerProviderName ?? configuration.developerProviderName
    for (name, app) in apps {
      if let key = Self.loginKeys[name] { configuration.supportedLoginProviders[key] = app }
    }
    for host in issuers.compactMap(Self.host)
    where !configuration.openIDConnectProviders.contains(host) {
      configuration.openIDConnectProviderARNs.append(
        "arn:aws:iam::\(account):oidc-provider/\(host)")
    }
  }

  /// Returns the login key of an issuer: its URL without scheme and final slash.
  static func host(ofIssuer issuer: String) -> String? {
    for scheme in ["https://", "http://"] where issuer.hasPrefix(scheme) {
      var host = issuer.dropFirst(scheme.count)
      while host.last == "/" { host.removeLast() }
      let isPlain = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"?#\"\\".utf8.contains($0) }
      return !host.isEmpty && isPlain ? String(host) : nil
    }
    return nil
  }
}
