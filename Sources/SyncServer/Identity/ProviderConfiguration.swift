import HTTPTypes
import LoginProviders

/// What the service knows about identity providers beside its pools, and how it reaches them
/// (cognito-sync.md 3.4).
package struct ProviderConfiguration: Sendable {
  /// Performs one exchange, following no redirection.
  package typealias Send =
    @Sendable (ProviderQuestion) async throws(Webhook.Failure) -> ProviderReply

  /// URLs of providers by login key, for those not at the address they are known by.
  package var addresses: [String: String]
  /// The applications of OpenID Connect providers that pools name by ARN, by login key.
  package var clientIDs: [String: Set<String>]
  /// Secrets of Facebook apps by app id.
  package var facebookSecrets: [String: String]
  /// Performs one exchange.
  package var send: Send

  /// Creates a configuration from its parts; by default no provider can be reached.
  package init(
    addresses: [String: String] = [:], clientIDs: [String: Set<String>] = [:],
    facebookSecrets: [String: String] = [:],
    send: @escaping Send = { _ throws(Webhook.Failure) in throw .unreachable("Nobody is asked.") }
  ) {
    self.addresses = addresses
    self.clientIDs = clientIDs
    self.facebookSecrets = facebookSecrets
    self.send = send
  }

  /// Tells whether a provider can be at `url`.
  package static func isAddress(_ url: String) -> Bool { ProviderAddress(url) != nil }

  /// The settings for a directory with these checks of one's own, by login key.
  func settings(checks: [String: LoginCheck]) throws(ConfigurationError) -> ProviderSettings {
    var settings = ProviderSettings(
      clientIDs: clientIDs, facebookSecrets: facebookSecrets, checks: checks)
    for (provider, url) in addresses {
      guard let address = ProviderAddress(url) else { throw .providerAddress(url) }
      settings.addresses[provider] = address
    }
    return settings
  }

  /// How providers are reached.
  var transport: ProviderTransport {
    ProviderTransport { [send] request, body, timeout throws(ProviderFailure) in
      let question = ProviderQuestion(request, timeout: timeout)
      let reply: ProviderReply
      do throws(Webhook.Failure) {
        reply = try await send(question)
      } catch {
        switch error {
        case .timedOut: throw .timedOut
        case .unreachable: throw .unreachable
        }
      }
      return (reply.head, reply.body)
    }
  }
}

/// A question to an identity provider.
package struct ProviderQuestion: Hashable, Sendable {
  /// Where to, with its query.
  package var url: String
  /// What is accepted as an answer.
  package var accept: String
  /// How long the whole exchange may take.
  package var timeout: Duration
  /// Bytes of an answer that are read at most.
  package var maximumBody: Int { ProviderTransport.maximumBody }

  init(_ request: HTTPRequest, timeout: Duration) {
    url = "\(request.scheme ?? "https")://\(request.authority ?? "")\(request.path ?? "/")"
    accept = request.headerFields[.accept] ?? "application/json"
    self.timeout = timeout
  }
}

/// An answer of an identity provider.
package struct ProviderReply: Hashable, Sendable {
  /// The HTTP status.
  package var status: Int
  /// The header fields.
  package var fields: [String: String]
  /// The body.
  package var body: [UInt8]

  /// Creates a reply from its parts.
  package init(status: Int, fields: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  fileprivate var head: HTTPResponse {
    var head = HTTPResponse(status: HTTPResponse.Status(code: min(max(status, 0), 999)))
    for (name, value) in fields {
      if let name = HTTPField.Name(name) { head.headerFields[name] = value }
    }
    return head
  }
}
