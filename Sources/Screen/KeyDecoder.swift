/// Turns the bytes a terminal sends into keys.
///
/// Understands UTF-8 and the escape sequences of ECMA-48 terminals. Mouse reports, answers of the
/// terminal, unknown or broken sequences and broken UTF-8 yield nothing. Since a lone Escape and
/// the start of a sequence look alike, whoever feeds the decoder calls `flush()` once nothing has
/// arrived for `patience`.
package struct KeyDecoder: Sendable {
  /// What the bytes so far may still become.
  private enum State: Hashable {
    case ground
    /// After ESC.
    case escape
    /// After ESC and `[`, with the parameter bytes so far.
    case control([UInt8])
    /// After ESC and `O`.
    case singleShift
    /// Inside an answer of the terminal that ends with BEL or ESC and `\`.
    case string(count: Int)
    /// Inside a fixed number of bytes that mean nothing here.
    case skip(Int)
    /// Inside a character of several bytes.
    case character(value: UInt32, missing: Int, least: UInt32)
  }

  private static let longestSequence = 64
  private static let longestString = 4096

  private var state = State.ground

  /// Creates a decoder that waits for a first byte.
  package init() {}

  /// How long to wait for more bytes before `flush()`; nil when nothing is pending.
  package var patience: Duration? {
    switch state {
    case .ground: nil
    case .escape: .milliseconds(40)
    case .control, .singleShift, .string, .skip, .character: .milliseconds(500)
    }
  }

  /// Takes in `bytes` and returns the keys that became complete, in order.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
    var keys: [Key] = []
    for byte in bytes { take(byte, into: &keys) }
    return keys
  }

  /// Gives up waiting: a lone Escape becomes a key, anything else unfinished is forgotten.
  package mutating func flush() -> [Key] {
    defer { state = .ground }
    return state == .escape ? [.escape] : []
  }

  private mutating func take(_ byte: UInt8, into keys: inout [Key]) {
    switch state {
    case .ground: takeFirst(byte, into: &keys)
    case .escape: takeAfterEscape(byte, into: &keys)
    case .control(let parameters): takeControl(byte, parameters, into: &keys)
    case .singleShift:
      state = .ground
      if let key = Self.cursorKey(byte) { keys.append(key) }
      if byte < 0x20 { takeFirst(byte, into: &keys) }
    case .string(let count):
      if byte == 0x1B {
        state = .skip(1)
      } else {
        state = byte == 0x07 || count >= Self.longestString ? .ground : .string(count: count + 1)
      }
    case .skip(let count): state = count > 1 ? .skip(count - 1) : .ground
    case .character(let value, let missing, let least):
      takeContinuation(byte, value, missing, least, into: &keys)
    }
  }

  private mutating func takeFirst(_ byte: UInt8, into keys: inout [Key]) {
    state = .ground
    switch byte {
    case 0x1B: state = .escape
    case 0x0A, 0x0D: keys.append(.enter)
    case 0x09: keys.append(.tab)
    case 0x08, 0x7F: keys.append(.backspace)
    case 0x01...0x1A:
      keys.append(.control(Character(Unicode.Scalar(byte + 0x60))))
    case 0x20...0x7E: keys.append(.character(Character(Unicode.Scalar(byte))))
    case 0xC2...0xDF: state = .character(value: UInt32(byte & 0x1F), missing: 1, least: 0x80)
    case 0xE0...0xEF: state = .character(value: UInt32(byte & 0x0F), missing: 2, least: 0x800)
    case 0xF0...0xF4: state = .character(value: UInt32(byte & 0x07), missing: 3, least: 0x10000)
    default: break
    }
  }

  private mutating func takeAfterEscape(_ byte: UInt8, into keys: inout [Key]) {
    switch byte {
    case 0x5B: state = .control([])
    case 0x4F: state = .singleShift
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: state = .string(count: 0)
    default:
      keys.append(.escape)
      takeFirst(byte, into: &keys)
    }
  }

  private mutating func takeControl(
    _ byte: UInt8, _ parameters: [UInt8], into keys: inout [Key]
  ) {
    switch byte {
    case 0x5B where parameters.isEmpty: state = .skip(1)
    case 0x4D where parameters.isEmpty: state = .skip(3)
    case 0x20...0x3F:
      state = parameters.count < Self.longestSequence ? .control(parameters + [byte]) : .ground
    case 0x40...0x7E:
      state = .ground
      if let key = Self.controlKey(byte, parameters) { keys.append(key) }
    default: takeFirst(byte, into: &keys)
    }
  }

  private mutating func takeContinuation(
    _ byte: UInt8, _ value: UInt32, _ missing: Int, _ least: UInt32, into keys: inout [Key]
  ) {
    guard byte & 0xC0 == 0x80 else { return takeFirst(byte, into: &keys) }
    let value = value << 6 | UInt32(byte & 0x3F)
    guard missing == 1 else {
      state = .character(value: value, missing: missing - 1, least: least)
      return
    }
    state = .ground
    guard value >= max(least, 0xA0), let scalar = Unicode.Scalar(value) else { return }
    keys.append(.character(Character(scalar)))
  }

  private static func cursorKey(_ final: UInt8) -> Key? {
    switch final {
    case 0x41: .up
    case 0x42: .down
    case 0x43: .right
    case 0x44: .left
    case 0x46: .end
    case 0x48: .home
    case 0x4D: .enter
    default: nil
    }
  }

  private static func controlKey(_ final: UInt8, _ parameters: [UInt8]) -> Key? {
    let isPlain = parameters.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x3B }
    guard isPlain else { return nil }
    switch final {
    case 0x5A: return .backTab
    case 0x7E: return editingKey(parameters)
    case 0x4D: return nil
    default: return cursorKey(final)
    }
  }

  private static func editingKey(_ parameters: [UInt8]) -> Key? {
    switch parameters.prefix(while: { $0 != 0x3B }) {
    case [0x31], [0x37]: .home
    case [0x34], [0x38]: .end
    case [0x33]: .delete
    case [0x35]: .pageUp
    case [0x36]: .pageDown
    default: nil
    }
  }
}
