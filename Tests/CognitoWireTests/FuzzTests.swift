import HTTPTypes
import SyncCore
import Testing

@testable import CognitoWire

/// Feeds every decoder with broken requests: it may refuse them, but has to come back, and what it
/// accepts has to mean the same when it is sent on.
@Suite struct FuzzTests {
  static let rounds = 400

  @Test(arguments: OperationID.allCases)
  func `a broken request is refused, or understood for good`(id: OperationID) throws {
    try fuzzInputs(of: try id.sampled())
  }

  private func fuzzInputs<Operation: SampledOperation>(of operation: Operation.Type) throws {
    var dice = Dice(seed: 1)
    for input in try operation.inputs() {
      let sent = operation.encode(input)
      for _ in 0..<Self.rounds {
        let message = Self.mutated(sent, &dice)
        guard
          let understood = try Self.refusal(
            in: operation.route.dialect,
            { () throws(WireError) in
              try operation.decode(message)
            })
        else { continue }
        let again = operation.encode(understood)
        #expect((try? operation.decode(again)) == understood)
      }
    }
  }

  @Test(arguments: OperationID.allCases)
  func `a broken answer is refused, or understood for good`(id: OperationID) throws {
    try fuzzOutputs(of: try id.sampled())
  }

  private func fuzzOutputs<Operation: SampledOperation>(of operation: Operation.Type) throws {
    var dice = Dice(seed: 2)
    for output in try operation.outputs() {
      let sent = operation.encode(output)
      for _ in 0..<Self.rounds {
        guard let understood = try? operation.decode(output: dice.mutated(sent)) else { continue }
        let again = operation.encode(understood)
        #expect((try? operation.decode(output: again)) == understood)
      }
    }
  }

  /// Returns a value, or nothing when it was refused as a request has to be.
  private static func refusal<Value>(
    in dialect: WireDialect, _ decode: () throws(WireError) -> Value
  ) throws -> Value? {
    do throws(WireError) {
      return try decode()
    } catch {
      #expect([dialect.violationCode, dialect.malformedBodyCode].contains(error.code))
      #expect(error.status == 400)
      #expect(!error.message.isEmpty)
      return nil
    }
  }

  private static func mutated(_ message: WireMessage, _ dice: inout Dice) -> WireMessage {
    var message = message
    if !message.body.isEmpty { message.body = dice.mutated(message.body) }
    for index in message.query.indices where dice.below(2) == 0 {
      message.query[index].value = dice.mutated(message.query[index].value)
    }
    for name in message.labels.keys.sorted() where dice.below(3) == 0 {
      message.labels[name] = message.labels[name].map { dice.mutated($0) }
    }
    if dice.below(2) == 0 { message.clientContext = message.clientContext.map { dice.mutated($0) } }
    if dice.below(9) == 0 { message.clientContextEncoding = "base64" }
    return message
  }

  @Test(arguments: OperationID.allCases)
  func `what is no JSON at all is refused by every operation with a body`(id: OperationID) throws {
    try checkHopeless(try id.sampled())
  }

  private func checkHopeless<Operation: SampledOperation>(_ operation: Operation.Type) throws {
    let deep = String(repeating: "[", count: 100_000)
    let bodies: [[UInt8]] =
      [
        "{\"X\":\(deep)", "{\"X\":" + String(repeating: "{\"a\":", count: 100_000), deep, "null",
        #"{"X":"\ud800"}"#, #"{"X":"\udfff"}"#, #"{"X":1e999}"#, #"{"X":01}"#, "{\"X\":1}}",
        #"{"X":-}"#, "{\u{feff}}",
      ].map { Array($0.utf8) } + [Array("{\"X\":\"".utf8) + [0xff] + Array("\"}".utf8), [0]]
    for input in try operation.inputs() {
      var message = operation.encode(input)
      guard !message.body.isEmpty else { continue }
      for body in bodies {
        message.body = body
        let error = #expect(throws: WireError.self) { try operation.decode(message) }
        #expect(error?.code == operation.route.dialect.malformedBodyCode)
      }
    }
  }

  @Test func `a broken path leads nowhere or to an operation`() throws {
    var dice = Dice(seed: 3)
    for id in OperationID.allCases {
      guard case .rest(let method, let template, _) = id.route else { continue }
      let path = template.path(with: RefusalTests.labels)
      #expect(RouteTable.match(method: method, rawPath: path[...])?.operation == id)
      for _ in 0..<1_000 {
        let broken = dice.mutated(path)
        guard let match = RouteTable.match(method: method, rawPath: broken[...]) else { continue }
        #expect(match.labels.values.allSatisfy { !$0.isEmpty })
      }
    }
  }

  @Test func `a broken answer of a trigger is refused as such`() throws {
    let invocation = try TriggerJSONTests.invocation()
    var dice = Dice(seed: 4)
    for _ in 0..<10_000 {
      do throws(WireError) {
        _ = try invocation.outcome(of: dice.mutated(invocation.event))
      } catch {
        #expect(error.code == .invalidLambdaFunctionOutput)
      }
    }
  }

  @Test func `a broken refusal is still one`() {
    var dice = Dice(seed: 5)
    for _ in 0..<10_000 {
      let body = dice.mutated(WireError(.resourceConflict, "m").body)
      let error = WireError(
        status: 400, errorType: dice.below(2) == 0 ? nil : dice.mutated("A:b"),
        retryAfter: dice.mutated("7"), body: body)
      #expect(error.status == 400)
    }
  }
}
