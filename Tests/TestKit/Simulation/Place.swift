package import SyncCore

/// A dataset of an identity, of which each device has a copy.
package struct Place: Hashable, Sendable {
  /// Whose it is.
  package var identity: IdentityID
  /// Its name.
  package var dataset: DatasetName

  init(_ identity: String, _ dataset: String = "GameInfo") {
    guard let identity = IdentityID("\(identity):0"), let dataset = DatasetName(dataset)
    else { preconditionFailure("The names of the world are valid.") }
    self.identity = identity
    self.dataset = dataset
  }

  /// Where all devices begin, unless somebody plays as a guest.
  static let anna = Place("anna")
  /// Where somebody else plays on the same devices.
  static let bert = Place("bert")

  /// Where a device keeps what is played before anybody has signed in.
  static func guest(of device: Int) -> Place { Place("guest-\(device)") }

  /// Whether nobody has signed in here.
  var isGuest: Bool { identity.rawValue.hasPrefix("guest-") }

  /// Where the guest's records go when that guest signs in here.
  func merged(from guest: Place) -> Place {
    var place = self
    guard let dataset = dataset.merged(from: guest.identity) else {
      preconditionFailure("The names of the world are short.")
    }
    place.dataset = dataset
    return place
  }

  /// Whether this is what is left of a guest who signed in at `primary`.
  func isMerged(into primary: Place) -> Bool {
    identity == primary.identity && primary.dataset.mergeSource(of: dataset) != nil
  }

  /// What texts written here end with.
  var mark: String { "@\(identity.rawValue.dropLast(2))" }
}
