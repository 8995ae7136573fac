package import SyncCore

/// Deletes an identity pool with everything in it (cognito-sync.md 3.3).
package enum DeleteIdentityPool: IdentityOperation {
  package static let id = OperationID.deleteIdentityPool

  package typealias Input = IdentityPoolID
  package typealias Output = NoOutput
}
