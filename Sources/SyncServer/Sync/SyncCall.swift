import SyncCore

/// One request whose form, signature and rights are known to be good.
struct SyncCall: Sendable {
  /// Who signed it.
  var caller: Caller
  /// The request.
  var exchange: Exchange

  /// The service's clock when the request had arrived.
  var now: Timestamp { exchange.now }
}
