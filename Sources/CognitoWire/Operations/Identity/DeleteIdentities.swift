package import SyncCore

/// Deletes identities with everything they own (cognito-sync.md 3.3).
package enum DeleteIdentities: IdentityOperation {
  package static let id = OperationID.deleteIdentities

  /// Why an identity was not deleted.
  package enum Reason: String, CaseIterable, Hashable, Sendable {
    /// It is not the caller's.
    case accessDenied = "AccessDenied"
    /// The service failed.
    case internalError = "InternalServerError"
  }

  /// An identity that was not deleted.
  package struct Unprocessed: Hashable, Sendable {
    /// The identity.
    package var identity: IdentityID
    /// Why it was not.
    package var reason: Reason

    /// Creates a pair.
    package init(identity: IdentityID, reason: Reason) {
      self.identity = identity
      self.reason = reason
    }
  }

  /// The identities, 1 to 60.
  package typealias Input = [IdentityID]
  /// Those that were not deleted.
  package typealias Output = [Unprocessed]

  package static func members(of input: Input) -> [JSONMember] {
    [JSONMember("IdentityIdsToDelete", .texts(input.map(\.rawValue)))]
  }

  package static func input(_ fields: WireFields) throws(WireError) -> Input {
    guard fields.json["IdentityIdsToDelete"] != nil else {
      throw fields.missing("IdentityIdsToDelete")
    }
    let texts = try fields.texts("IdentityIdsToDelete", count: 1...60) {
      (text, place) throws(WireError) in
      guard IdentityID(text) != nil else {
        throw fields.violation(text, at: place, WireConstraint.identifier)
      }
    }
    return texts.compactMap(IdentityID.init)
  }

  package static func members(of output: Output) -> [JSONMember] {
    let unprocessed = output.map { entry in
      JSONValue.object([
        JSONMember("ErrorCode", .string(entry.reason.rawValue)), .identity(entry.identity),
      ])
    }
    return [JSONMember("UnprocessedIdentityIds", .array(unprocessed))]
  }

  package static func output(_ fields: WireFields) throws(WireError) -> Output {
    var output: Output = []
    for json in try fields.list("UnprocessedIdentityIds") {
      let entry = WireFields(json, dialect: .identity)
      output.append(
        Unprocessed(
          identity: try entry.identityID(),
          reason: try entry.choice("ErrorCode") ?? .internalError))
    }
    return output
  }
}
