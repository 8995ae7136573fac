import NIOSSL
import SyncClient

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Whose certificates prove that a server is the service; its name is verified in any case.
///
/// ```swift
/// let trust = Trust.certificates(pem: Array(ownAuthority.utf8))
/// let transport = try Transport.http(endpoint: "https://sync.example.org", trust: trust)
/// ```
public enum Trust: Hashable, Sendable {
  /// Those the system trusts.
  case system
  /// Those in a PEM file, and no others.
  case certificateFile(String)
  /// Those in a PEM text, and no others.
  case certificates(pem: [UInt8])

  /// Returns the settings of connections; throws `unsupported` if the certificates cannot be read.
  func configuration() throws(TransportError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    configuration.certificateVerification = .fullVerification
    switch self {
    case .system: break
    case .certificateFile(let path):
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw TransportError(
          .unsupported,
          "The file '\(path)' with trusted certificates cannot be read. Does it exist, and may "
            + "this user read it?")
      }
      configuration.trustRoots = try Self.roots("The file '\(path)'", Array(bytes))
    case .certificates(let bytes):
      configuration.trustRoots = try Self.roots("The given text", bytes)
    }
    return configuration
  }

  private static func roots(
    _ place: String, _ bytes: [UInt8]
  ) throws(TransportError) -> NIOSSLTrustRoots {
    guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty
    else {
      throw TransportError(
        .unsupported,
        "\(place) holds no certificate that can be read: it must be PEM, with lines like "
          + "'-----BEGIN CERTIFICATE-----'.")
    }
    return .certificates(certificates)
  }
}
