import CommandProgram
import SyncCore

/// How an app uses a pool: the lines to paste into it.
struct PoolUse: Hashable {
  let pool: IdentityPoolID
  let region: String
  /// The service's address.
  let server: String

  /// The lines for an app with the SDK of this package.
  var swift: [String] {
    let imports = ["HTTPTransport", "SyncClient", "SyncCore"].map { "import \($0)" }
    let body = """

      guard let pool = IdentityPoolID("\(pool)") else { return }
      let manager = try SyncManager(
        .init(pool: pool, region: "\(region)", storePath: "progress.sqlite"),
        transport: try .http(endpoint: "\(server.escaped)"))
      let settings = try manager.dataset("Settings")
      try settings.set("volume", to: "7")
      _ = try await settings.synchronize()
      """
    return imports + Self.lines(body)
  }

  /// The lines for a program with boto3, which knows no sockets in files.
  var python: [String] {
    let isSocket = server.hasPrefix("unix:")
    let endpoint = isSocket ? "http://127.0.0.1:8420" : server
    let remark = "# boto3 needs a port: syncd serve --listen 127.0.0.1:8420"
    let imports =
      (isSocket ? [remark] : []) + [
        "import boto3", "from botocore import UNSIGNED", "from botocore.config import Config",
      ]
    let body = """

      where = dict(region_name="\(region)", endpoint_url="\(endpoint.escaped)")
      identities = boto3.client(
          "cognito-identity", config=Config(signature_version=UNSIGNED), **where)
      pool = "\(pool)"
      identity = identities.get_id(IdentityPoolId=pool)["IdentityId"]
      keys = identities.get_credentials_for_identity(IdentityId=identity)["Credentials"]
      sync = boto3.client(
          "cognito-sync", aws_access_key_id=keys["AccessKeyId"],
          aws_secret_access_key=keys["SecretKey"], aws_session_token=keys["SessionToken"], **where)
      settings = dict(IdentityPoolId=pool, IdentityId=identity, DatasetName="Settings")
      token = sync.list_records(**settings)["SyncSessionToken"]
      patch = dict(Op="replace", Key="volume", Value="7", SyncCount=0)
      sync.update_records(SyncSessionToken=token, RecordPatches=[patch], **settings)
      """
    return imports + Self.lines(body)
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
