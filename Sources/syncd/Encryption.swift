import HummingbirdCore
import HummingbirdTLS
import NIOSSL
import SyncServer

/// TLS from files.
enum Encryption {
  /// Returns a server that speaks TLS with the identity in `files`, or plain HTTP without.
  static func server(_ files: ServeSettings.EncryptionFiles?) throws(Failure) -> HTTPServerBuilder {
    guard let files else { return ServiceNetwork.plain }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
      guard !chain.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
      let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
      return try .tls(
        ServiceNetwork.plain,
        tlsConfiguration: .makeServerConfiguration(
          certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
    } catch {
      throw Failure(
        message: "The TLS certificate or its key cannot be used: \(error).",
        hint: "Check '\(files.certificate)' and '\(files.key)': both have to be PEM files.")
    }
  }
}
