import CommandProgram
import NIOCore
import ServerStorage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Failure {
  /// Creates what the operator is told about a fault of the storage.
  init(storage error: any Error, at directory: String) {
    let failure: StorageFailure? =
      if let failure = error as? StorageFailure {
        failure
      } else if case .failure(let failure)? = error as? StoreError {
        failure
      } else {
        nil
      }
    self.init(
      message: failure?.message ?? "The store cannot be opened.",
      hint: "The data directory is '\(directory)'."
        + (failure.map { $0.detail.isEmpty ? "" : " (\($0.detail))" } ?? ""))
  }

  /// Creates what the operator is told when an address cannot be listened on, or nothing for other
  /// errors.
  init?(listening error: any Error, on address: ListenAddress) {
    if let failure = error as? Failure {
      self = failure
      return
    }
    let place = address.url(isEncrypted: false)
    guard let code = (error as? IOError)?.errnoCode else {
      guard error is SocketAddressError || "\(type(of: error))".contains("Connection") else {
        return nil
      }
      self.init(
        message: "There is no address '\(place)' to listen on.",
        hint: "Give --listen a host of this machine, such as 127.0.0.1:8420.")
      return
    }
    switch code {
    case EADDRINUSE:
      self.init(
        message: "Another program listens on \(place).",
        hint: "Stop it, or choose another --listen address; port 0 picks a free one.")
    case EACCES, EPERM:
      self.init(
        message: "This user may not listen on \(place).",
        hint: "Choose a port from 1024 on, or another directory for the socket.")
    case EADDRNOTAVAIL:
      self.init(
        message: "This machine has no address \(place).",
        hint: "Give --listen a host of this machine, such as 127.0.0.1:8420.")
    default:
      self.init(message: "It is not possible to listen on \(place): \(error).")
    }
  }
}
