import CognitoWire
import Foundation

/// What this device last learnt about its service, so that it can start without one:
/// `service.json`.
struct ServiceFile: Sendable {
  private let file: URL
  private let server: String

  /// Creates access to the file in `directory`; what it says about another `server` is ignored.
  init(directory: URL, server: String) {
    file = directory.appending(path: "service.json")
    self.server = server
  }

  /// Returns what was learnt, or nothing.
  func load() -> ServiceDescription? {
    guard let bytes = try? Data(contentsOf: file), let json = try? JSONReader.read(Array(bytes)),
      json["server"] == .string(server), case .string(let pool) = json["identityPoolId"],
      case .string(let region) = json["region"], case .string(let client) = json["clientId"],
      case .string(let provider) = json["loginProvider"]
    else { return nil }
    return ServiceDescription(
      poolID: pool, region: region, loginProvider: provider, clientID: client)
  }

  /// Remembers `description`; that it cannot be remembered only means to ask again.
  func save(_ description: ServiceDescription) {
    let json = JSONValue.object([
      JSONMember("clientId", .string(description.clientID)),
      JSONMember("identityPoolId", .string(description.poolID)),
      JSONMember("loginProvider", .string(description.loginProvider)),
      JSONMember("region", .string(description.region)),
      JSONMember("server", .string(server)),
    ])
    try? Data(JSONWriter.write(json)).write(to: file, options: .atomic)
  }
}
