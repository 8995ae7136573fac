import CommandProgram
import FoundationEssentials
import SyncServer

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the options say about identity providers (cognito-sync.md 3.4).
struct ProviderOptions: Sendable {
  /// The secrets in the file of `--provider-secrets`, by login key and application.
  private typealias Secrets = [String: [String: String]]

  /// The only provider that is asked with a secret.
  private static let facebook = "graph.facebook.com"
  /// The form of that file.
  private static let form = #"{"graph.facebook.com": {"APP ID": "APP SECRET"}}"#

  private(set) var addresses: [String: String] = [:]
  private(set) var clientIDs: [String: Set<String>] = [:]
  private(set) var facebookSecrets: [String: String] = [:]

  /// Checks the values of `--provider-url`, `--client-id` and `--provider-secrets`, or throws what
  /// is wrong with the first bad one.
  init(urls: [String], clientIDs: [String], secretsFile: String?) throws(Failure) {
    for text in urls {
      let given = try NamedValue(text, option: "--provider-url", form: "LOGINKEY=URL")
      let (provider, url) = (given.name, given.value)
      guard addresses[provider] == nil else {
        throw Failure(
          kind: .usage, message: "--provider-url names '\(provider)' twice.",
          hint: "Give each provider once.")
      }
      guard ProviderConfiguration.isAddress(url) else {
        throw Failure(
          kind: .usage, message: "'\(url)' is no URL for --provider-url.",
          hint: "Give something like https://login.example.com, without a query.")
      }
      addresses[provider] = url
    }
    for text in clientIDs {
      let given = try NamedValue(text, option: "--client-id", form: "PROVIDER=ID")
      self.clientIDs[given.name, default: []].insert(given.value)
    }
    if let secretsFile { try readSecrets(secretsFile) }
  }

  private mutating func readSecrets(_ path: String) throws(Failure) {
    var status = stat()
    guard stat(path, &status) == 0, let data = FileManager.default.contents(atPath: path) else {
      throw Failure(
        kind: .usage, message: "'\(path)' cannot be read.",
        hint: "Give --provider-secrets a file such as \(Self.form).")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw Failure(
        kind: .usage, message: "Others can read the secrets in '\(path)'.",
        hint: "Run chmod 600 '\(path)'.")
    }
    guard let secrets = try? JSONDecoder().decode(Secrets.self, from: data),
      secrets.keys.allSatisfy({ $0 == Self.facebook }),
      secrets.values.joined().allSatisfy({ !$0.key.isEmpty && !$0.value.isEmpty })
    else {
      throw Failure(
        kind: .usage, message: "'\(path)' holds something else than secrets of providers.",
        hint: "It has to be of the form \(Self.form).")
    }
    facebookSecrets = secrets[Self.facebook] ?? [:]
  }

}

extension ProviderConfiguration {
  /// Reaches the providers that the options describe over `client`.
  init(_ settings: ProviderOptions, client: WebhookClient) {
    self.init(
      addresses: settings.addresses, clientIDs: settings.clientIDs,
      facebookSecrets: settings.facebookSecrets
    ) { question throws(Webhook.Failure) in
      try await client.ask(question)
    }
  }
}
