import CommandProgram
import HummingbirdCore
import HummingbirdTLS
import NIOSSL
import SyncServer

/// TLS from files.
enum Encryption {
  /// Builds the server in front of the service.
  typealias Server = @Sendable (ServiceResponder) throws -> HTTPServerBuilder

  /// Returns a server that speaks TLS with the identity in `files`, or plain HTTP without.
  ///
  /// - Parameter requestTimeout: Seconds a request may take to arrive.
  static func server(
    _ files: ServeSettings.EncryptionFiles?, requestTimeout: Int
  ) throws(Failure) -> Server {
    let plain: Server = { ServiceNetwork.plain(for: $0, requestTimeout: requestTimeout) }
    guard let files else { return plain }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
      guard !chain.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
      let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
      let configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      // Made here to find out what is wrong with the files before anything starts.
      _ = try NIOSSLContext(configuration: configuration)
      return { try .tls(plain($0), tlsConfiguration: configuration) }
    } catch {
      throw Failure(
        message: "The TLS certificate or its key cannot be used: \(error).",
        hint: "Check '\(files.certificate)' and '\(files.key)': both have to be PEM files.")
    }
  }
}
