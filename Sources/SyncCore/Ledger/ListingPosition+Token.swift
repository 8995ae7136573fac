extension ListingPosition {
  private static let version = "1"

  /// Returns the opaque text that continues this listing of `dataset`.
  ///
  /// It names nothing that a client may not ask for anyway, so it is bound to its dataset against
  /// mistakes, not signed.
  package func token(for dataset: DatasetReference) -> String {
    let fields = [
      Self.version, Self.fingerprint(of: dataset), String(requested, radix: 36),
      String(snapshot, radix: 36), String(lastCount, radix: 36),
      "\(isFull ? 1 : 0)\(wasDeleted ? 1 : 0)", Self.hexadecimal(lastKey?.rawValue ?? ""),
    ]
    return fields.joined(separator: "-")
  }

  /// Reads the text made for `dataset` and the same `since`.
  package init(
    token: String, for dataset: DatasetReference, since: SyncCount
  ) throws(LedgerError) {
    let fields = token.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 7, fields[0] == Self.version,
      fields[1] == Self.fingerprint(of: dataset), SyncCount(fields[2], radix: 36) == since,
      let snapshot = SyncCount(fields[3], radix: 36), let last = SyncCount(fields[4], radix: 36),
      (0...snapshot).contains(last), ["00", "01", "10", "11"].contains(fields[5]),
      let key = Self.text(hexadecimal: fields[6])
    else { throw .pageTokenNotValid }
    self.init(
      requested: since, snapshot: snapshot, isFull: fields[5].hasPrefix("1"),
      wasDeleted: fields[5].hasSuffix("1"))
    lastCount = last
    lastKey = RecordKey(key)
  }

  /// The 64-bit FNV-1a hash of the dataset's place: short, and the same in every process.
  private static func fingerprint(of dataset: DatasetReference) -> String {
    let text = "\(dataset.pool)/\(dataset.identity)/\(dataset.name)"
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 36)
  }

  private static func hexadecimal(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      result += byte < 16 ? "0" : ""
      result += String(byte, radix: 16)
    }
    return result
  }

  private static func text(hexadecimal: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Substring(hexadecimal)
    while !rest.isEmpty {
      guard rest.utf8.count >= 2, let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
