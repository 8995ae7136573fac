import CommandProgram
import CognitoWire
import FoundationEssentials
import HTTPTypes
import RequestSigning
import SyncClient

/// Which service is asked, and in whose name: by option, environment, file or default, in this
/// order.
struct ConnectionSettings: Hashable, Sendable {
  /// The service's address.
  let server: String
  /// The file with the certificates to trust; nothing for those of the system.
  let caCertificate: String?
  /// The data directories that may have the owner's credentials, best first.
  let dataDirectories: [String]
  private let isDataGiven: Bool
  private let environment: [String: String]
  private let givenRegion: String?

  /// Creates settings.
  ///
  /// - Parameter sockets: Returns the game's own services that run for this user.
  init(
    server: String?, caCertificate: String? = nil, data: String?, region: String?,
    environment: [String: String],
    sockets: ([String: String]) -> [EmbeddedSocket]
  ) throws(Failure) {
    self.environment = environment.filter { !$0.value.isEmpty }
    let server = server ?? self.environment["SYNCCTL_SERVER"]
    self.caCertificate = caCertificate ?? self.environment["SYNCCTL_CA_CERTIFICATE"]
    givenRegion = region ?? self.environment["SYNCCTL_REGION"]
    isDataGiven = data != nil
    guard server == nil else {
      self.server = server ?? ""
      dataDirectories = data.map { [$0] } ?? Self.usualDirectories(self.environment)
      return
    }
    let found = sockets(self.environment).filter { socket in
      data.map { socket.dataDirectory == $0 } ?? true
    }
    guard found.count < 2 else {
      throw Failure(
        kind: .usage, message: "More than one service of the game runs on this machine.",
        hint: "Choose one: --server unix:\(found[0].path)")
    }
    self.server = found.first.map { "unix:\($0.path)" } ?? "http://127.0.0.1:8420"
    let own = found.first?.dataDirectory.map { [$0] }
    dataDirectories = data.map { [$0] } ?? own ?? Self.usualDirectories(self.environment)
  }

  private static func usualDirectories(_ environment: [String: String]) -> [String] {
    let homes = [
      environment["XDG_DATA_HOME"], environment["HOME"].map { "\($0)/.local/share" },
    ]
    guard let home = homes.compactMap(\.self).first(where: { $0.hasPrefix("/") }) else { return [] }
    return ["\(home)/syncd", "\(home)/hundred-holds/service"]
  }

  /// The owner's credentials.
  func credentials() throws(Failure) -> SigningCredentials {
    if !isDataGiven {
      for (access, secret) in [
        ("SYNCD_ADMIN_ACCESS_KEY", "SYNCD_ADMIN_SECRET_KEY"),
        ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
      ] {
        switch (environment[access], environment[secret]) {
        case (nil, nil): continue
        case (let accessKeyID?, let secretAccessKey?):
          return SigningCredentials(accessKeyID: accessKeyID, secretAccessKey: secretAccessKey)
        case (_, _):
          throw Failure(
            kind: .usage, message: "The owner's credentials are incomplete.",
            hint: "Set both \(access) and \(secret).")
        }
      }
    }
    for directory in dataDirectories {
      if let credentials = try OwnerFile(path: "\(directory)/admin.json").credentials() {
        return credentials
      }
    }
    throw Failure(
      message: isDataGiven
        ? "There is no 'admin.json' in '\(dataDirectories.first ?? "")'."
        : "The owner's credentials are not known.",
      hint: "Set SYNCD_ADMIN_ACCESS_KEY and SYNCD_ADMIN_SECRET_KEY, or name the service's data "
        + "directory with --data.")
  }

  /// The region to sign for: the given one, or what the service tells about itself.
  func region(at transport: Transport) async throws(Failure) -> String {
    if let givenRegion { return givenRegion }
    let request = HTTPRequest(
      method: .get, scheme: transport.scheme, authority: transport.authority,
      path: "/.well-known/hundred-holds")
    let response: HTTPResponse
    let body: [UInt8]
    do throws(TransportError) {
      (response, body) = try await transport.send(request, [])
    } catch { throw Failure(error, at: server) }
    guard response.status.code == 200, case .string(let region)? = JSONValue(body: body)["region"]
    else {
      throw Failure(
        message: "'\(server)' does not tell its region.",
        hint: "Is it a syncd? If it is another service with the same protocol, give --region.")
    }
    return region
  }
}
