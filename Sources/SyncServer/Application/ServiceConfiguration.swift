package import IdentityTokens
package import SyncCore

/// Everything that can be decided about a service before it starts.
package struct ServiceConfiguration: Sendable {
  /// The region in the scope of signatures and in new identifiers.
  package var region: String
  /// The account that owns everything, 12 digits.
  package var account: String
  /// The URL under which clients know the built-in provider, without a final slash.
  package var issuer: String
  /// The claim `iss` of the identity service's own tokens; below `issuer` if left out.
  package var openIDIssuer: String
  /// What is known about identity providers.
  package var providers: ProviderConfiguration
  /// The applications that the built-in provider issues tokens for; the game's comes first.
  package var clientIDs: [String]
  /// The owner's credentials.
  package var developer: DeveloperCredentials
  /// The sizes allowed.
  package var limits: SyncLimits
  /// The speeds allowed.
  package var rates: RateLimits
  /// Whether `/health` and `/metrics` are answered; only on a listener that outsiders do not reach.
  package var servesMonitoring: Bool
  /// Time between two signs of life on a stream of events.
  package var heartbeat: Duration
  /// What a guess of a password costs.
  package var passwordCost: PasswordHash.Cost
  /// Whom the service tells what happens.
  package var outlets: ServiceOutlets

  /// The game's id at the built-in provider.
  package static let gameClientID = "hundred-holds"

  /// The most bytes of a request's body (cognito-sync.md 2.6.6).
  static let maximumBodyBytes = 16 * 1_048_576

  /// Creates a configuration; what is left out is as documented.
  package init(
    region: String = "us-east-1", account: String = "123456789012", issuer: String,
    clientIDs: [String] = [gameClientID], developer: DeveloperCredentials,
    limits: SyncLimits = SyncLimits(), rates: RateLimits = .standard, servesMonitoring: Bool,
    heartbeat: Duration = EventHeartbeat.interval, passwordCost: PasswordHash.Cost = .standard,
    outlets: ServiceOutlets = ServiceOutlets(), openIDIssuer: String? = nil,
    providers: ProviderConfiguration = ProviderConfiguration()
  ) {
    self.region = region
    self.account = account
    self.issuer = issuer
    self.clientIDs = clientIDs
    self.developer = developer
    self.limits = limits
    self.rates = rates
    self.servesMonitoring = servesMonitoring
    self.heartbeat = heartbeat
    self.passwordCost = passwordCost
    self.outlets = outlets
    self.openIDIssuer = openIDIssuer ?? issuer + "/identity"
    self.providers = providers
  }
}
