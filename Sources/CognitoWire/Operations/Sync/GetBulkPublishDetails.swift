import HTTPTypes
package import SyncCore

/// Tells how the last bulk publish of a pool went (cognito-sync.md 2.5 #17, 2.8).
package enum GetBulkPublishDetails: WireOperation {
  package static let id = OperationID.getBulkPublishDetails
  /// Reads, but is a POST all the same.
  package static let route = Route.rest(
    .post, "/identitypools/{IdentityPoolId}/getBulkPublishDetails")

  package typealias Input = IdentityPoolID

  /// What the service answers.
  package struct Output: Hashable, Sendable {
    /// The pool.
    package var pool: IdentityPoolID
    /// How it went.
    package var details: BulkPublishDetails

    /// Creates an output.
    package init(pool: IdentityPoolID, details: BulkPublishDetails) {
      self.pool = pool
      self.details = details
    }
  }

  package static func encode(_ input: Input) -> WireMessage { WireMessage(labels: input.labels) }

  package static func decode(_ message: WireMessage) throws(WireError) -> Input {
    try message.labels.identityPoolID()
  }

  package static func encode(_ output: Output) -> [UInt8] {
    let details = output.details
    return JSONWriter.write(
      .object([
        JSONMember("BulkPublishCompleteTime", .optional(details.completed)),
        JSONMember("BulkPublishStartTime", .optional(details.started)),
        JSONMember("BulkPublishStatus", .string(details.status.rawValue)),
        JSONMember("FailureMessage", .optional(details.failureMessage)),
        JSONMember("IdentityPoolId", .string(output.pool.rawValue)),
      ]))
  }

  package static func decode(output body: [UInt8]) throws(WireError) -> Output {
    let fields = try WireFields(body: body, dialect: .sync)
    let status = BulkPublishDetails.Status(
      rawValue: try fields.requiredText("BulkPublishStatus"))
    guard let status else {
      throw fields.violation("", at: "BulkPublishStatus", "Member must be a known status")
    }
    return Output(
      pool: try fields.identityPoolID(),
      details: BulkPublishDetails(
        status: status, started: try fields.timestamp("BulkPublishStartTime"),
        completed: try fields.timestamp("BulkPublishCompleteTime"),
        failureMessage: try fields.text("FailureMessage")))
  }
}
