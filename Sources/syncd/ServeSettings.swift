import CommandProgram
import Logging
import SyncServer

/// Everything `syncd serve` was told, checked as a whole before anything starts.
struct ServeSettings: Sendable {
  /// The texts given by options or environment.
  struct Values: Hashable, Sendable {
    var listen: String?
    var data: String?
    var region: String?
    var account: String?
    var tlsCertificate: String?
    var tlsKey: String?
    var publicURL: String?
    var logLevel: String?
    var insecurePlaintext: String?
    var idleExit: String?
    var requestRate: String?
    var requestTimeout: String?
    var adminAccessKey: String?
    var adminSecretKey: String?
    var triggers: [String] = []
    var streams: [String] = []
    var push: [String] = []
    var providerURLs: [String] = []
    var clientIDs: [String] = []
    var providerSecrets: String?
    var openIDIssuer: String?
    var identityRate: String?
    var credentialsRate: String?
    var metricsListen: String?
    var dataHome: String?
    var home: String?
  }

  /// The files of a TLS identity.
  struct EncryptionFiles: Hashable, Sendable {
    var certificate: String
    var key: String
  }

  let listen: ListenAddress
  let data: String
  let region: String
  let account: String
  let encryption: EncryptionFiles?
  let publicURL: String?
  let logLevel: Logger.Level
  let idleExit: Duration?
  let rates: RateLimits
  /// Seconds a request may take to arrive.
  let requestTimeout: Int
  let developer: DeveloperCredentials?
  let outlets: OutletSettings
  let providers: ProviderOptions
  let openIDIssuer: String?
  let metricsListen: ListenAddress?

  /// Checks `values`, or throws what is wrong with the first bad one.
  init(_ values: Values) throws(Failure) {
    listen = try ListenAddress(values.listen ?? "127.0.0.1:8420")
    data = try Self.data(values)
    region = try Self.region(values.region ?? "us-east-1")
    account = try Self.account(values.account ?? "123456789012")
    encryption = try Self.encryption(values)
    publicURL = try values.publicURL.map { (url) throws(Failure) in try Self.publicURL(url) }
    logLevel = try Self.logLevel(values.logLevel ?? "info")
    idleExit = try values.idleExit.map { (text) throws(Failure) in
      .seconds(try Self.number(text, "--idle-exit", within: 1...31_536_000))
    }
    rates = try Self.rates(values)
    requestTimeout =
      try values.requestTimeout.map { (text) throws(Failure) in
        try Self.number(text, "--request-timeout", within: 1...3_600)
      } ?? ServiceNetwork.requestTimeout
    developer = try Self.developer(values)
    outlets = try OutletSettings(
      triggers: values.triggers, streams: values.streams, push: values.push)
    providers = try ProviderOptions(
      urls: values.providerURLs, clientIDs: values.clientIDs, secretsFile: values.providerSecrets)
    openIDIssuer = try values.openIDIssuer.map { (url) throws(Failure) in
      try Self.publicURL(url)
    }
    metricsListen = try values.metricsListen.map { (text) throws(Failure) in
      try ListenAddress(text)
    }
    let isInsecure = ["1", "true", "yes"].contains(values.insecurePlaintext?.lowercased())
    guard listen.isLocal || encryption != nil || isInsecure else {
      throw Failure(
        kind: .usage,
        message: "Beyond this machine, passwords and keys would travel in the clear.",
        hint: "Give --tls-certificate and --tls-key; or --insecure-plaintext, when a proxy in "
          + "front of it speaks TLS.")
    }
  }

  /// The URL of the built-in provider for the address in use.
  func issuer(at address: ListenAddress) -> String {
    publicURL ?? address.issuer(isEncrypted: encryption != nil)
  }
}

extension ServeSettings {
  private static func data(_ values: Values) throws(Failure) -> String {
    if let data = values.data { return data }
    if let home = values.dataHome, home.hasPrefix("/") { return home + "/syncd" }
    if let home = values.home, home.hasPrefix("/") { return home + "/.local/share/syncd" }
    throw Failure(
      kind: .usage, message: "There is no home directory to keep the data in.",
      hint: "Give --data DIR.")
  }

  private static func region(_ text: String) throws(Failure) -> String {
    let isValid =
      (1...18).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
    guard isValid else {
      throw Failure(
        kind: .usage, message: "'\(text)' is no region.",
        hint: "A region has up to 18 small letters, digits and hyphens, such as us-east-1.")
    }
    return text
  }

  private static func account(_ text: String) throws(Failure) -> String {
    guard text.utf8.count == 12, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw Failure(
        kind: .usage, message: "'\(text)' is no account.", hint: "An account has 12 digits.")
    }
    return text
  }

  private static func encryption(_ values: Values) throws(Failure) -> EncryptionFiles? {
    switch (values.tlsCertificate, values.tlsKey) {
    case (nil, nil): return nil
    case (let certificate?, let key?):
      return EncryptionFiles(certificate: certificate, key: key)
    case (_, _):
      throw Failure(
        kind: .usage, message: "TLS needs both a certificate and its key.",
        hint: "Give --tls-certificate and --tls-key together.")
    }
  }

  private static func publicURL(_ text: String) throws(Failure) -> String {
    var url = text
    while url.hasSuffix("/") { url.removeLast() }
    let host = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? ""
    let isPlain = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"\"\\<>?#".utf8.contains($0) }
    guard url.hasPrefix("http://") || url.hasPrefix("https://"), isPlain,
      (1...128).contains(host.utf8.count), !host.hasPrefix("/")
    else {
      throw Failure(
        kind: .usage, message: "'\(text)' is no URL of a service.",
        hint: "Give something like https://sync.example.com.")
    }
    return url
  }

  private static func logLevel(_ text: String) throws(Failure) -> Logger.Level {
    guard let level = Logger.Level(rawValue: text.lowercased()) else {
      throw Failure(
        kind: .usage, message: "'\(text)' is no log level.",
        hint: "Levels: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return level
  }

  private static func rates(_ values: Values) throws(Failure) -> RateLimits {
    var rates = RateLimits.standard
    if let text = values.requestRate {
      rates.identity = try rate(text, "--request-rate")
      rates.address = rates.identity
    }
    // Who wants no limit at all means the identity service, too.
    if values.requestRate != nil, rates.identity == nil {
      rates.newIdentities = nil
      rates.identityTokens = nil
    }
    if let text = values.identityRate {
      rates.newIdentities = try rate(text, "--identity-rate")
    }
    if let text = values.credentialsRate {
      rates.identityTokens = try rate(text, "--credentials-rate")
    }
    return rates
  }

  /// Returns so many a second with twice as many at once; nothing for zero.
  private static func rate(_ text: String, _ option: String) throws(Failure) -> Rate? {
    let number = Double(try number(text, option, within: 0...1_000_000))
    return number > 0 ? Rate(perSecond: number, burst: number * 2) : nil
  }

  private static func developer(_ values: Values) throws(Failure) -> DeveloperCredentials? {
    switch (values.adminAccessKey, values.adminSecretKey) {
    case (nil, nil): return nil
    case (let access?, let secret?):
      guard (16...128).contains(access.utf8.count), secret.utf8.count >= 16,
        access.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"/,=".utf8.contains($0) })
      else {
        throw Failure(
          kind: .usage, message: "The owner's credentials are too short or hold odd characters.",
          hint: "An access key has 16 to 128 letters and digits, a secret key at least 16.")
      }
      return DeveloperCredentials(accessKeyID: access, secretAccessKey: secret)
    case (_, _):
      throw Failure(
        kind: .usage, message: "The owner's credentials are incomplete.",
        hint: "Set both SYNCD_ADMIN_ACCESS_KEY and SYNCD_ADMIN_SECRET_KEY.")
    }
  }

  private static func number(
    _ text: String, _ option: String, within range: ClosedRange<Int>
  ) throws(Failure) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw Failure(
        kind: .usage,
        message: "'\(text)' is no value for \(option).",
        hint: "Give a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }
}
