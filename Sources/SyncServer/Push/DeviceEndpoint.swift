import CognitoWire
import Logging
import ServerStorage
import SyncCore

/// Performs the operations on registered devices (cognito-sync.md 2.9).
struct DeviceEndpoint: Sendable {
  let store: any ServerStore
  let surroundings: Surroundings
  let logger: Logger

  /// Makes an app install known, or finds the one with the same token.
  func register(
    _ input: RegisterDevice.Input, _ call: SyncCall
  ) async throws(WireError) -> DeviceID {
    guard let id = DeviceID(surroundings.uniqueID()) else {
      preconditionFailure("A UUID is no name of a device.")
    }
    do throws(StoreError) {
      return try await store.register(
        RegisteredDevice(
          id: id, identity: input.identity, platform: input.platform, token: input.token),
        in: input.pool, at: call.now)
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  /// Lets a device hear of a dataset's changes.
  func subscribe(
    _ input: DatasetSubscription, _ call: SyncCall
  ) async throws(WireError) -> NoOutput {
    do throws(StoreError) {
      try await store.subscribe(input.device, to: input.dataset)
      return NoOutput()
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }

  /// Ends that.
  func unsubscribe(
    _ input: DatasetSubscription, _ call: SyncCall
  ) async throws(WireError) -> NoOutput {
    do throws(StoreError) {
      try await store.unsubscribe(input.device, from: input.dataset)
      return NoOutput()
    } catch { throw error.refusal(in: .sync, logger: logger) }
  }
}
