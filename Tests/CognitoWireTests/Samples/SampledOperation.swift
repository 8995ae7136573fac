import Testing

@testable import CognitoWire

/// An operation with inputs and outputs to try it with: small ones and ones with every member.
protocol SampledOperation: WireOperation where Input: Equatable, Output: Equatable {
  static func inputs() throws -> [Input]
  static func outputs() throws -> [Output]
}

extension SampledOperation where Output == NoOutput {
  static func outputs() -> [NoOutput] { [NoOutput()] }
}

extension OperationID {
  /// The operation with its samples; an operation without any fails the test that asks for it.
  func sampled() throws -> any SampledOperation.Type {
    try #require(operation as? any SampledOperation.Type, "\(rawValue) has no samples")
  }
}
