import ArgumentParser

/// Who may come into a pool, as options tell.
struct ProviderOptions: ParsableArguments {
  @Flag(inversion: .prefixedNo, help: "Give identities to guests, who have no login.")
  var guests: Bool?

  @Flag(inversion: .prefixedNo, help: "Allow the basic flow by GetOpenIdToken and STS.")
  var classicFlow: Bool?

  @Option(help: ArgumentHelp("The app at Login with Amazon.", valueName: "app id"))
  var amazon: String?

  @Option(help: ArgumentHelp("The app at Facebook.", valueName: "app id"))
  var facebook: String?

  @Option(
    help: ArgumentHelp("The app at Google; several separated by ';'.", valueName: "client id"))
  var google: String?

  @Option(
    help: ArgumentHelp(
      "The issuer of an OpenID Connect provider, such as https://login.example.com; may be "
        + "repeated.", valueName: "url"))
  var openid: [String] = []

  @Option(
    help: ArgumentHelp(
      "The name under which your own backend vouches for users, such as login.example.app.",
      valueName: "name"))
  var developer: String?

  @Option(
    help: ArgumentHelp(
      "The account of the service, for the ARNs of OpenID Connect providers. "
        + "(default: 123456789012)", valueName: "digits"))
  var account: String?

  func validate() throws {
    if let issuer = wishes.unusableIssuer {
      throw ValidationError(
        "'\(issuer)' is no issuer: it is a URL such as https://login.example.com.")
    }
  }

  /// What was given.
  var wishes: PoolWishes {
    var wishes = PoolWishes()
    wishes.allowsGuests = guests
    wishes.allowsClassicFlow = classicFlow
    wishes.apps["amazon"] = amazon
    wishes.apps["facebook"] = facebook
    wishes.apps["google"] = google
    wishes.issuers = openid
    wishes.developerProviderName = developer
    wishes.account = account ?? wishes.account
    return wishes
  }
}
