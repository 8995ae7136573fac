import NIOCore
import NIOPosix
import NIOSSL
import SyncClient

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Looks at a certificate that was not accepted, to tell why.
///
/// The library that verifies certificates only says that one failed. So a second connection reads
/// the certificate and is given up before anything is sent.
struct CertificateDiagnosis {
  let route: HTTPRoute

  /// Returns the failure with the reason in its message, as far as it can be found out.
  func explanation(of failure: TransportError) async -> TransportError {
    // Through a proxy there is no looking twice without speaking its language here too.
    guard route.proxy == nil, let host = route.endpoint.host,
      let certificate = await leaf(of: host)
    else { return failure }
    let place = route.endpoint.authority
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    if certificate.notValidAfter < time.tv_sec {
      return TransportError(
        .untrusted,
        "The certificate at '\(place)' has expired. Whoever runs the service must renew it; if it "
          + "is new, the clock of this machine is wrong.", cause: failure.cause)
    }
    if certificate.notValidBefore > time.tv_sec {
      return TransportError(
        .untrusted,
        "The certificate at '\(place)' is not valid yet. Is the clock of this machine right?",
        cause: failure.cause)
    }
    return failure
  }

  /// Returns the server's own certificate, or nothing when it shows none now.
  private func leaf(of host: String) async -> NIOSSLCertificate? {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let found = loop.makePromise(of: NIOSSLCertificate?.self)
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(.seconds(3))
      .channelInitializer { [security = route.security] channel in
        channel.eventLoop.makeCompletedFuture {
          let name = IPAddress(host) == nil ? host : nil
          let handler = try NIOSSLClientHandler(
            context: NIOSSLContext(configuration: security), serverHostname: name,
            customVerificationCallback: { certificates, verdict in
              found.succeed(certificates.first)
              verdict.succeed(.failed)
            })
          try channel.pipeline.syncOperations.addHandler(handler)
          channel.closeFuture.whenComplete { _ in found.succeed(nil) }
        }
      }
    let attempt = bootstrap.connect(host: host, port: route.endpoint.port)
    attempt.whenFailure { _ in found.succeed(nil) }
    let timeout = loop.scheduleTask(in: .seconds(3)) { found.succeed(nil) }
    let certificate = try? await found.futureResult.get()
    timeout.cancel()
    attempt.whenSuccess { $0.close(promise: nil) }
    return certificate ?? nil
  }
}
