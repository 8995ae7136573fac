import FoundationEssentials

/// Values of any `Codable` type, kept as JSON texts.
///
/// The JSON has its keys in order, so an equal value is the same text and changes nothing.
extension Dataset {
  /// Writes `value` under `key` as JSON.
  ///
  /// ```swift
  /// struct Note: Codable {
  ///   var text: String
  ///   var isDone = false
  /// }
  /// try notes.set("milk", encoding: Note(text: "2 bottles"))
  /// ```
  ///
  /// - Throws: `invalidValue`, naming the key and the path within the value, if there is no JSON
  ///   for it; else like `set(_:to:)`.
  public func set(_ key: String, encoding value: some Encodable) throws(SyncError) {
    try set([key: try Self.json(value, for: key)])
  }

  /// Writes all `values` as JSON, or none if one of them or its key is not allowed.
  ///
  /// ```swift
  /// try notes.set(encoding: ["milk": Note(text: "2 bottles"), "bread": Note(text: "rye")])
  /// ```
  ///
  /// - Throws: The same as for a single one.
  public func set(encoding values: [String: some Encodable]) throws(SyncError) {
    var texts: [String: String] = [:]
    for (key, value) in values { texts[key] = try Self.json(value, for: key) }
    try set(texts)
  }

  /// Returns the value under `key`, or nothing if there is none.
  ///
  /// ```swift
  /// let note = try notes.value(Note.self, for: "milk")
  /// ```
  ///
  /// - Throws: `invalidValue`, naming the key and the path within the text, if the text is not JSON
  ///   of that type; or a failure of the local file.
  public func value<Value: Decodable>(
    _ type: Value.Type, for key: String
  ) throws(SyncError) -> Value? {
    guard let text = try value(for: key) else { return nil }
    return try Self.value(type, in: text, for: key)
  }

  /// Returns all keys with their values, which must be of one type.
  ///
  /// ```swift
  /// let open = try notes.values(Note.self).filter { !$0.value.isDone }
  /// ```
  ///
  /// - Throws: The same as for a single one.
  public func values<Value: Decodable>(
    _ type: Value.Type
  ) throws(SyncError) -> [String: Value] {
    var values: [String: Value] = [:]
    for (key, text) in try self.values() { values[key] = try Self.value(type, in: text, for: key) }
    return values
  }

  private static func json(_ value: some Encodable, for key: String) throws(SyncError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch let error as EncodingError {
      throw SyncError(error, key: key)
    } catch {
      throw SyncError(invalid: key, at: [], "\(error)", cause: error)
    }
  }

  private static func value<Value: Decodable>(
    _ type: Value.Type, in text: String, for key: String
  ) throws(SyncError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch let error as DecodingError {
      throw SyncError(error, key: key)
    } catch {
      throw SyncError(invalid: key, at: [], "\(error)", cause: error)
    }
  }
}

extension SyncError {
  fileprivate init(_ error: EncodingError, key: String) {
    switch error {
    case .invalidValue(_, let context):
      self.init(invalid: key, at: context.codingPath, context.debugDescription, cause: error)
    @unknown default:
      self.init(invalid: key, at: [], "\(error)", cause: error)
    }
  }

  fileprivate init(_ error: DecodingError, key: String) {
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      self.init(invalid: key, at: context.codingPath, context.debugDescription, cause: error)
    case .keyNotFound(let missing, let context):
      self.init(
        invalid: key, at: context.codingPath + [missing], context.debugDescription, cause: error)
    @unknown default:
      self.init(invalid: key, at: [], "\(error)", cause: error)
    }
  }

  fileprivate init(
    invalid key: String, at path: [any CodingKey], _ reason: String, cause: any Error
  ) {
    let place = path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    self.init(
      .invalidValue,
      "The value of '\(key.prefix(40))' cannot be converted"
        + (place.isEmpty ? "" : " at '\(place.drop { $0 == "." })'") + ": \(reason)",
      cause: cause, keys: [key])
  }
}
