import Foundation
import Hummingbird
import Logging

/// A bare Hummingbird that answers what it gets: the floor under every figure of the service.
enum EchoServer {
  static func run() async throws {
    let router = Router()
    router.post("echo") { request, _ in
      let body = try await request.body.collect(upTo: 1_048_576)
      return Response(status: .ok, body: ResponseBody(byteBuffer: body))
    }
    let app = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        let line = "echo: listening on http://127.0.0.1:\(channel.localAddress?.port ?? 0)\n"
        FileHandle.standardOutput.write(Data(line.utf8))
      }, logger: Logger(label: "echo") { _ in SwiftLogNoOpLogHandler() })
    try await app.runService()
  }
}
