/// Writes texts with their length before them, so that no two lists of texts are the same bytes.
struct FieldWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ text: String) {
    write(bytes: Array(text.utf8))
  }

  mutating func write(bytes field: [UInt8]) {
    precondition(field.count <= UInt16.max, "a field of a token has at most 65,535 bytes")
    bytes.append(UInt8(field.count >> 8))
    bytes.append(UInt8(field.count & 255))
    bytes += field
  }

  mutating func write(byte: UInt8) { bytes.append(byte) }

  mutating func write(shortInteger: UInt32) {
    for shift in stride(from: UInt32(24), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: shortInteger >> shift))
    }
  }

  mutating func write(integer: Int64) {
    let pattern = UInt64(bitPattern: integer)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: pattern >> shift))
    }
  }
}

/// Reads what `FieldWriter` wrote; every read returns nothing past the end.
struct FieldReader {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: some Collection<UInt8>) { rest = ArraySlice(bytes) }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() -> UInt8? { rest.popFirst() }

  mutating func bytes(_ count: Int) -> [UInt8]? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func text() -> String? {
    guard let length = bytes(2), let field = bytes(Int(length[0]) << 8 | Int(length[1])) else {
      return nil
    }
    return String(validating: field, as: UTF8.self)
  }

  mutating func shortInteger() -> UInt32? {
    bytes(4).map { $0.reduce(0) { $0 << 8 | UInt32($1) } }
  }

  mutating func integer() -> Int64? {
    bytes(8).map { Int64(bitPattern: $0.reduce(0) { $0 << 8 | UInt64($1) }) }
  }
}
