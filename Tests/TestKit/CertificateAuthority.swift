import Foundation

/// Makes certificates for one test, with the program `openssl`.
package struct CertificateAuthority {
  struct Failure: Error {
    var arguments: [String]
  }

  /// A server's certificate and key, as files.
  package struct Identity {
    /// The certificate's file.
    package var certificate: String
    /// The key's file.
    package var key: String
    fileprivate var folder: TemporaryDirectory
  }

  private let folder: TemporaryDirectory

  /// The authority's own certificate, as a file.
  package var certificate: String { folder.file("ca.pem") }

  /// Makes an authority, which nobody else trusts.
  package init() throws {
    folder = try TemporaryDirectory()
    try run(
      ["req", "-x509"] + Self.newKey
        + ["-keyout", folder.file("ca.key"), "-out", certificate, "-days", "2"]
        + ["-subj", "/CN=Tests"])
  }

  /// Makes a certificate for a host.
  ///
  /// - Parameter days: How long it is valid; a negative number is over already.
  package func identity(for host: String, days: Int = 2) throws -> Identity {
    let identity = Identity(
      certificate: folder.file("\(host).pem"), key: folder.file("\(host).key"), folder: folder)
    let request = folder.file("\(host).csr")
    let isAddress = host.allSatisfy { $0.isNumber || $0 == "." }
    try run(
      ["req"] + Self.newKey
        + ["-keyout", identity.key, "-out", request, "-subj", "/CN=\(host)"]
        + ["-addext", "subjectAltName=\(isAddress ? "IP" : "DNS"):\(host)"])
    try run(
      ["x509", "-req", "-in", request, "-CA", certificate, "-CAkey", folder.file("ca.key")]
        + ["-CAcreateserial", "-days", "\(days)", "-copy_extensions", "copy"]
        + ["-out", identity.certificate])
    return identity
  }

  private static let newKey = [
    "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
  ]

  private func run(_ arguments: [String]) throws {
    let program = ChildProcess()
    program.executableURL = URL(filePath: "/usr/bin/openssl")
    program.arguments = arguments
    program.standardOutput = FileHandle.nullDevice
    program.standardError = FileHandle.nullDevice
    try program.run()
    program.waitUntilExit()
    guard program.terminationStatus == 0 else { throw Failure(arguments: arguments) }
  }
}
