import CognitoWire
import ServerStorage
import SyncCore

/// What one device is to be told.
struct PushNotification: Sendable {
  var change: DatasetChange
  var device: RegisteredDevice
  /// The platform application that reaches it.
  var application: String

  /// The payload as the push service takes it, and beside it whom it is for.
  var body: [UInt8] {
    let payload = PushMessage(dataset: change.dataset, syncCount: change.syncCount)
      .payload(for: device.platform)
    guard case .object(let members) = try? JSONReader.read(payload) else {
      preconditionFailure("A payload is no JSON object.")
    }
    let recipient = JSONValue.object([
      JSONMember("applicationArn", .string(application)),
      JSONMember("deviceId", .string(device.id.rawValue)),
      JSONMember("platform", .string(device.platform.rawValue)),
      JSONMember("token", .string(device.token)),
    ])
    return JSONWriter.write(.object(members + [JSONMember("device", recipient)]))
  }
}
