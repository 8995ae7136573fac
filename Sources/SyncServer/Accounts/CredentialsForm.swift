import CognitoWire

/// The body of a request about an account.
struct CredentialsForm: Sendable {
  var username: String
  var password: String
  var newPassword: String?

  init(_ body: [UInt8]) throws(AccountRefusal) {
    do throws(WireError) {
      let fields = try WireFields(body: body, dialect: .sync)
      username = try fields.requiredText("username")
      password = try fields.requiredText("password")
      newPassword = try fields.text("new_password")
    } catch { throw .invalidRequest("The body must be JSON with username and password.") }
  }
}
