package import SyncCore

extension TriggerInvocation {
  /// The event as the function gets it, and answers it (cognito-sync.md 2.7).
  package var event: [UInt8] {
    let records = datasetRecords.sorted { $0.key < $1.key }.map {
      JSONMember($0.key.rawValue, $0.value.json)
    }
    return JSONWriter.write(
      .object(readOnlyMembers + [JSONMember("datasetRecords", .object(records))]))
  }

  /// Returns the records in a function's answer, or throws the refusal of an answer that is no
  /// event or changes what it may not.
  package func output(of body: [UInt8]) throws(WireError) -> [RecordKey: TriggerRecord?] {
    let json: JSONValue
    do throws(JSONReader.Failure) {
      json = try JSONReader.read(body)
    } catch { throw Self.refusal("The function's answer is \(error).") }
    for member in readOnlyMembers where json[member.name] != member.value {
      throw Self.refusal("The function may not change '\(member.name)'.")
    }
    guard case .object(let members) = json["datasetRecords"] else {
      throw Self.refusal("The function's answer has no datasetRecords.")
    }
    var records: [RecordKey: TriggerRecord?] = [:]
    for member in members {
      guard let key = RecordKey(member.name) else {
        throw Self.refusal(
          "A key of the function's answer must have length between 1 and"
            + " \(RecordKey.maximumLength).")
      }
      records[key] = .some(try TriggerRecord(json: member.value, of: key))
    }
    return records
  }

  /// Returns the outcome of a function's answer, or throws the refusal of an answer that cannot be
  /// used.
  package func outcome(
    of body: [UInt8], limits: SyncLimits = SyncLimits()
  ) throws(WireError) -> TriggerOutcome {
    let output = try output(of: body)
    do throws(TriggerError) {
      return try outcome(of: output, limits: limits)
    } catch { throw Self.refusal(error.message) }
  }

  private var readOnlyMembers: [JSONMember] {
    [
      JSONMember("version", .integer(2)), JSONMember("eventType", .string("SyncTrigger")),
      JSONMember("region", .string(region)),
      JSONMember("identityPoolId", .string(dataset.pool.rawValue)),
      JSONMember("identityId", .string(dataset.identity.rawValue)),
      JSONMember("datasetName", .string(dataset.name.rawValue)),
    ]
  }

  fileprivate static func refusal(_ message: String) -> WireError {
    WireError(.invalidLambdaFunctionOutput, message)
  }
}

extension TriggerRecord {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("oldValue", .optional(oldValue)), JSONMember("newValue", .optional(newValue)),
      JSONMember("op", .optional(operation?.rawValue)),
    ])
  }

  /// Creates the record in an answer; nothing for `null`, which removes the key.
  fileprivate init?(json: JSONValue, of key: RecordKey) throws(WireError) {
    switch json {
    case .null: return nil
    case .object: break
    case .bool, .integer, .double, .milliseconds, .string, .array:
      throw TriggerInvocation.refusal("The function's entry for '\(key)' is no object.")
    }
    var operation: Operation?
    if let name = try Self.text("op", in: json, of: key) {
      operation = Operation(rawValue: name)
      guard operation != nil else {
        throw TriggerInvocation.refusal("The function's op for '\(key)' is unknown.")
      }
    }
    // The old value is the service's to tell: whatever the answer says about it is not read.
    self.init(newValue: try Self.text("newValue", in: json, of: key), operation: operation)
  }

  private static func text(
    _ name: String, in json: JSONValue, of key: RecordKey
  ) throws(WireError) -> String? {
    switch json[name] {
    case nil: return nil
    case .string(let text): return text
    case .some:
      throw TriggerInvocation.refusal("The function's \(name) for '\(key)' is no text.")
    }
  }
}
