import CognitoWire

/// Accounts of the service's own provider, each signed in once.
struct BuiltInLogins {
  let client: BenchmarkClient

  private static let password = "correct-horse-battery"

  /// Returns the logins of `count` new accounts.
  func logins(_ count: Int) throws -> [[String: String]] {
    let service = try JSONReader.read(
      exchange("GET", "/.well-known/hundred-holds", type: "text/plain", body: ""))
    let provider = try text("loginProvider", in: service)
    let application = try text("clientId", in: service)
    return try (0..<count).map { number in
      let name = "player\(number)"
      _ = try exchange(
        "POST", "/accounts", type: "application/json",
        body: #"{"username":"\#(name)","password":"\#(Self.password)"}"#)
      let answer = try JSONReader.read(
        exchange(
          "POST", "/oauth2/token", type: "application/x-www-form-urlencoded",
          body: "grant_type=password&username=\(name)&password=\(Self.password)"
            + "&client_id=\(application)"))
      return [provider: try text("id_token", in: answer)]
    }
  }

  /// Sends one request and returns the body of its answer.
  private func exchange(
    _ method: String, _ path: String, type: String, body: String
  ) throws -> [UInt8] {
    let request =
      "\(method) \(path) HTTP/1.1\r\nhost: \(client.host):\(client.port)\r\n"
      + "content-type: \(type)\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
    return try LoadGenerator(host: client.host, port: client.port)
      .run([[Array(request.utf8)]], keepsBodies: true).bodies[0][0]
  }

  private func text(_ name: String, in answer: JSONValue) throws -> String {
    guard case .string(let text) = answer[name] else {
      throw BenchmarkFailure("The service tells no \(name).")
    }
    return text
  }
}
