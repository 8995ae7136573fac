/// The name under which this terminal is one of the player's devices.
struct DeviceName: Hashable, Sendable {
  /// 1 to 32 of `[A-Za-z0-9_.-]`, so that it can be a key, a file and a word on the screen.
  let text: String

  /// Creates a name, or nothing when `text` breaks the grammar.
  init?(_ text: String) {
    guard (1...32).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed),
      !text.hasPrefix(".")
    else { return nil }
    self.text = text
  }

  /// Creates the name that is closest to a host's.
  init(host: String) {
    let first = host.prefix { $0 != "." }.utf8.filter(Self.isAllowed).prefix(32)
    self = DeviceName(String(decoding: Array(first), as: UTF8.self)) ?? Self.fallback
  }

  /// Returns the name of the device's terminal with `number`; the first is called as the device.
  func ofTerminal(_ number: Int) -> DeviceName {
    guard number > 1 else { return self }
    let suffix = "-\(number)"
    return DeviceName(unchecked: text.prefix(32 - suffix.count) + suffix)
  }

  private init(unchecked text: String) { self.text = text }

  private static let fallback = DeviceName(unchecked: "terminal")

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
