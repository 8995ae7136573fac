extension SessionGrant {
  private static let format: UInt8 = 2

  private enum PolicyCode: UInt8 {
    case none = 0
    case guest = 1
    case document = 2
  }

  /// Creates a grant from the bytes of `encoded`, or nothing when they are not such.
  init?(decoding bytes: [UInt8]) {
    var fields = FieldReader(bytes)
    guard fields.byte() == Self.format, let accessKeyID = fields.text(),
      let secretAccessKey = fields.text(), let identity = fields.text(),
      let pool = fields.text(), let role = fields.text(), let sessionName = fields.text(),
      let expires = fields.integer(), let amr = fields.list({ $0.text() }),
      let tags = fields.list({ fields in
        fields.text().flatMap { name in fields.text().map { (name, $0) } }
      }),
      let code = fields.byte().flatMap(PolicyCode.init)
    else { return nil }
    switch code {
    case .none: policy = nil
    case .guest: policy = .guest
    case .document:
      guard let document = fields.text() else { return nil }
      policy = .document(document)
    }
    guard fields.isAtEnd else { return nil }
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.identity = identity
    self.pool = pool
    self.amr = amr
    self.role = role
    self.sessionName = sessionName
    self.tags = Dictionary(tags) { $1 }
    self.expires = expires
  }

  /// The bytes that a session token seals, led by the number of their format.
  var encoded: [UInt8] {
    var fields = FieldWriter()
    fields.write(byte: Self.format)
    for text in [accessKeyID, secretAccessKey, identity, pool, role, sessionName] {
      fields.write(text)
    }
    fields.write(integer: expires)
    fields.write(byte: UInt8(clamping: amr.count))
    for text in amr.prefix(Int(UInt8.max)) { fields.write(text) }
    let tags = tags.sorted { $0.key < $1.key }.prefix(Int(UInt8.max))
    fields.write(byte: UInt8(clamping: tags.count))
    for (name, value) in tags {
      fields.write(name)
      fields.write(value)
    }
    switch policy {
    case nil: fields.write(byte: PolicyCode.none.rawValue)
    case .guest: fields.write(byte: PolicyCode.guest.rawValue)
    case .document(let document):
      fields.write(byte: PolicyCode.document.rawValue)
      fields.write(document)
    }
    return fields.bytes
  }
}

extension FieldReader {
  /// Reads up to 255 elements, led by their number.
  fileprivate mutating func list<Element>(
    _ read: (inout FieldReader) -> Element?
  ) -> [Element]? {
    guard let count = byte() else { return nil }
    var elements: [Element] = []
    for _ in 0..<count {
      guard let element = read(&self) else { return nil }
      elements.append(element)
    }
    return elements
  }
}
