import Foundation
import Game

/// Other terminals that play as the same device: they write into the same store, which tells
/// nobody.
extension ProgressLink {
  /// How long a change by a neighbour may stay unnoticed.
  private static let interval = Duration.seconds(1)

  /// Looks for what neighbours changed, until cancelled; does next to nothing while there are none.
  func watchNeighbors() async {
    guard let slot = settings.slot else { return }
    var player = settings.signInFile.load()?.name
    while true {
      do { try await Task.sleep(for: Self.interval) } catch { return }
      guard slot.hasNeighbors else { continue }
      let present = settings.signInFile.load()?.name
      let isAnother = present != player && (present != nil) != isSignedIn
      player = present
      guard isAnother else {
        reportRecords(.remote)
        continue
      }
      isSignedIn = present != nil
      tell(.changed)
      // The account's board must be gone before the guest's records come.
      if present == nil { report(.signInFinished(.signedOut)) }
      reportRecords(.loaded)
      if let present { report(.signInFinished(.signedIn(name: present))) }
    }
  }
}
