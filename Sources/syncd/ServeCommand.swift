import ArgumentParser
import FoundationEssentials

/// `syncd serve`: runs the service until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Runs the service.",
    discussion: """
      Every option can be given by an environment variable too: SYNCD_LISTEN for --listen, and so \
      on; where an option may be repeated, spaces part its values. The owner's credentials are SYNCD_ADMIN_ACCESS_KEY and SYNCD_ADMIN_SECRET_KEY; without \
      them, they are made once and kept in DIR/admin.json.
      """)

  @Option(
    help: ArgumentHelp(
      "Where to listen: HOST:PORT or unix:PATH. Port 0 picks one. (default: 127.0.0.1:8420)",
      valueName: "address"))
  var listen: String?

  @Option(
    help: ArgumentHelp(
      "Where everything is kept. (default: syncd in the user's data directory)",
      valueName: "dir"))
  var data: String?

  @Option(
    help: ArgumentHelp("The region that clients sign for. (default: us-east-1)"))
  var region: String?

  @Option(
    help: ArgumentHelp("The account, 12 digits. (default: 123456789012)"))
  var account: String?

  @Option(help: ArgumentHelp("The certificate chain, as PEM.", valueName: "file"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("The private key of the certificate, as PEM.", valueName: "file"))
  var tlsKey: String?

  @Option(
    help: ArgumentHelp(
      "The URL under which clients know the service, when something stands in front of it.",
      valueName: "url"))
  var publicURL: String?

  @Option(
    help: ArgumentHelp(
      "trace, debug, info, notice, warning, error or critical. (default: info)",
      valueName: "level"))
  var logLevel: String?

  @Flag(help: "Listen beyond this machine without TLS; passwords then travel in the clear.")
  var insecurePlaintext = false

  @Option(
    help: ArgumentHelp(
      "End when nobody has used the service for so long.", valueName: "seconds"))
  var idleExit: String?

  @Option(
    help: ArgumentHelp(
      "Requests a second for each identity and address; 0 for no limit. (default: 500)",
      valueName: "number"))
  var requestRate: String?

  @Option(
    help: ArgumentHelp(
      "How long a request may take to arrive, and an answer to be taken. (default: 60)",
      valueName: "seconds"))
  var requestTimeout: String?

  @Option(
    help: ArgumentHelp(
      "What stands for a trigger function: ARN=URL or ARN=builtin:accept. Repeatable.",
      valueName: "arn=target"))
  var trigger: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where a stream goes: NAME=URL or NAME=file:PATH; others go to DIR/streams/NAME.jsonl. "
        + "Repeatable.",
      valueName: "name=target"))
  var stream: [String] = []

  @Option(
    help: ArgumentHelp(
      "What stands for a push application: ARN=URL. Repeatable.", valueName: "arn=url"))
  var push: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where an identity provider is, if not at its usual address: LOGINKEY=URL. Repeatable.",
      valueName: "loginkey=url"))
  var providerURL: [String] = []

  @Option(
    help: ArgumentHelp(
      "An application of an OpenID Connect provider that pools name by ARN: PROVIDER=ID. "
        + "Repeatable.",
      valueName: "provider=id"))
  var clientID: [String] = []

  @Option(
    help: ArgumentHelp(
      "Secrets of apps at providers, as JSON in a file that nobody else can read.",
      valueName: "file"))
  var providerSecrets: String?

  @Option(
    name: .customLong("openid-issuer"),
    help: ArgumentHelp(
      "The issuer in the identity service's OpenID tokens. (default: /identity at the public URL)",
      valueName: "url"))
  var openIDIssuer: String?

  @Option(
    help: ArgumentHelp(
      "New identities a second, for all together; 0 for no limit. (default: 25)",
      valueName: "number"))
  var identityRate: String?

  @Option(
    help: ArgumentHelp(
      "Credentials a second, for all together, and as many tokens; 0 for no limit. "
        + "(default: 200)",
      valueName: "number"))
  var credentialsRate: String?

  @Option(
    help: ArgumentHelp(
      "Where to answer /health and /metrics, instead of where the service listens.",
      valueName: "address"))
  var metricsListen: String?

  func run() async throws {
    let settings = try ServeSettings(values(ProcessInfo.processInfo.environment))
    try await Serving(settings).run()
  }

  /// Returns the given options, and what the environment says where none is given.
  func values(_ environment: [String: String]) -> ServeSettings.Values {
    func value(_ given: String?, _ name: String) -> String? {
      given ?? environment["SYNCD_\(name)"].flatMap { $0.isEmpty ? nil : $0 }
    }
    func values(_ given: [String], _ name: String) -> [String] {
      guard given.isEmpty else { return given }
      return (environment["SYNCD_\(name)"] ?? "").split(separator: " ").map { String($0) }
    }
    return ServeSettings.Values(
      listen: value(listen, "LISTEN"), data: value(data, "DATA"),
      region: value(region, "REGION"), account: value(account, "ACCOUNT"),
      tlsCertificate: value(tlsCertificate, "TLS_CERTIFICATE"),
      tlsKey: value(tlsKey, "TLS_KEY"), publicURL: value(publicURL, "PUBLIC_URL"),
      logLevel: value(logLevel, "LOG_LEVEL"),
      insecurePlaintext: value(insecurePlaintext ? "1" : nil, "INSECURE_PLAINTEXT"),
      idleExit: value(idleExit, "IDLE_EXIT"), requestRate: value(requestRate, "REQUEST_RATE"),
      requestTimeout: value(requestTimeout, "REQUEST_TIMEOUT"),
      adminAccessKey: value(nil, "ADMIN_ACCESS_KEY"),
      adminSecretKey: value(nil, "ADMIN_SECRET_KEY"),
      triggers: values(trigger, "TRIGGER"), streams: values(stream, "STREAM"),
      push: values(push, "PUSH"), providerURLs: values(providerURL, "PROVIDER_URL"),
      clientIDs: values(clientID, "CLIENT_ID"),
      providerSecrets: value(providerSecrets, "PROVIDER_SECRETS"),
      openIDIssuer: value(openIDIssuer, "OPENID_ISSUER"),
      identityRate: value(identityRate, "IDENTITY_RATE"),
      credentialsRate: value(credentialsRate, "CREDENTIALS_RATE"),
      metricsListen: value(metricsListen, "METRICS_LISTEN"),
      dataHome: environment["XDG_DATA_HOME"], home: environment["HOME"])
  }
}
