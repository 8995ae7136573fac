import CognitoWire
import HTTPTypes
import Synchronization

/// Decides which requests of a device meet a fault, and remembers what was asked.
///
/// ```swift
/// let line = FaultPlan()
/// let manager = try SyncManager(
///   configuration, transport: service.transport.injecting(line))
/// line.inject(.loseReply, next: "UpdateRecords")
/// ```
public final class FaultPlan: Sendable {
  fileprivate enum Rule: Sendable {
    case number(Int, Fault)
    case operation(String, Fault)
    case chance(Double, [Fault])
  }

  fileprivate struct State {
    var operations: [String] = []
    var rules: [Rule] = []
    var chance: UInt64
    var faults = 0
    var isCut = false
    var late: (HTTPRequest, [UInt8])?
    var streams: [Int: @Sendable () -> Void] = [:]
    var opened = 0
  }

  private let state: Mutex<State>

  /// Creates a plan that lets everything through.
  ///
  /// - Parameter seed: What chance depends on; the same seed gives the same faults.
  public init(seed: UInt64 = 0) { state = Mutex(State(chance: seed)) }

  // MARK: Faults

  /// Has the n-th request from now on meet a fault, the next one being 0.
  ///
  /// ```swift
  /// line.inject(.loseRequest, at: 2)
  /// ```
  public func inject(_ fault: Fault, at number: Int) {
    state.withLock { $0.rules.append(.number($0.operations.count + number, fault)) }
  }

  /// Has the next request of an operation meet a fault, such as `UpdateRecords`.
  ///
  /// ```swift
  /// line.inject(.captivePortal, next: "ListRecords")
  /// ```
  public func inject(_ fault: Fault, next operation: String) {
    state.withLock { $0.rules.append(.operation(operation, fault)) }
  }

  /// Has each request meet one of the faults with a probability from 0 to 1.
  ///
  /// ```swift
  /// line.inject(anyOf: [.loseRequest, .loseReply, .duplicate], chance: 0.2)
  /// ```
  public func inject(anyOf faults: [Fault], chance: Double) {
    state.withLock { $0.rules.append(.chance(chance, faults)) }
  }

  /// Lets nothing through any more, and ends all streams.
  ///
  /// ```swift
  /// line.cut()
  /// try notes.set("milk", to: "2 bottles")
  /// ```
  public func cut() {
    let streams = state.withLock { state in
      state.isCut = true
      defer { state.streams = [:] }
      return state.streams.values
    }
    for end in streams { end() }
  }

  /// Lets everything through again; what was injected and has not happened never will.
  ///
  /// ```swift
  /// line.heal()
  /// _ = try await notes.synchronize()
  /// ```
  public func heal() {
    state.withLock { state in
      state.isCut = false
      state.rules = []
    }
  }

  // MARK: What was seen

  /// The operations asked for so far, by name; a plain path stands for itself.
  public var operations: [String] { state.withLock(\.operations) }

  /// How many requests met a fault.
  public var faultCount: Int { state.withLock(\.faults) }

  // MARK: For the transport

  /// Notes a request and returns what happens to it; nothing if the line is cut.
  func begin(_ request: HTTPRequest) -> (isCut: Bool, fault: Fault?) {
    let operation = Self.operation(of: request)
    return state.withLock { state in
      let number = state.operations.count
      state.operations.append(operation)
      guard !state.isCut else { return (true, nil) }
      let fault = state.fault(number, operation)
      if fault != nil { state.faults += 1 }
      return (false, fault)
    }
  }

  /// Keeps a request until the next one was answered.
  func postpone(_ request: HTTPRequest, _ body: [UInt8]) {
    state.withLock { $0.late = (request, body) }
  }

  /// Returns the request that was kept, once.
  func takePostponed() -> (HTTPRequest, [UInt8])? { state.withLock { $0.late.take() } }

  /// Has `end` called when the line is cut; returns a number to give up that wish with.
  func whenCut(_ end: @escaping @Sendable () -> Void) -> Int {
    state.withLock { state in
      state.opened += 1
      state.streams[state.opened] = end
      return state.opened
    }
  }

  /// Forgets what `whenCut` was told.
  func forget(_ number: Int) { state.withLock { $0.streams[number] = nil } }

  private static func operation(of request: HTTPRequest) -> String {
    if let target = request.headerFields[.amazonTarget] {
      return RouteTable.match(target: target)?.operation.rawValue ?? target
    }
    let path = (request.path ?? "").prefix { $0 != "?" }
    return RouteTable.match(method: request.method, rawPath: path)?.operation.rawValue
      ?? String(path)
  }
}

extension FaultPlan.State {
  /// Takes the first rule that concerns a request; chance is asked anew each time.
  fileprivate mutating func fault(_ number: Int, _ operation: String) -> Fault? {
    for (index, rule) in rules.enumerated() {
      switch rule {
      case .number(number, let fault), .operation(operation, let fault):
        rules.remove(at: index)
        return fault
      case .chance(let chance, let faults):
        guard draw() < chance, !faults.isEmpty else { continue }
        return faults[Int(draw() * Double(faults.count))]
      case .number, .operation: continue
      }
    }
    return nil
  }

  /// Draws a number from 0 up to 1, 1 excluded (SplitMix64).
  private mutating func draw() -> Double {
    chance &+= 0x9E37_79B9_7F4A_7C15
    var mixed = chance
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
  }
}
