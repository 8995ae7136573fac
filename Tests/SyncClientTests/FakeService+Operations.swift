import CognitoWire
import HTTPTypes
import SyncCore

extension FakeService.State {
  mutating func carryOut(
    _ operation: OperationID, _ message: WireMessage, _ request: HTTPRequest, pool: IdentityPoolID
  ) throws(WireError) -> [UInt8] {
    switch operation {
    case .getID:
      return GetID.encode(identity(for: try GetID.decode(message).logins))
    case .getCredentialsForIdentity:
      return try credentials(try GetCredentialsForIdentity.decode(message))
    case .listRecords:
      let input = try ListRecords.decode(message)
      try verify(request, is: input.path.identity)
      return try list(input)
    case .updateRecords:
      let input = try UpdateRecords.decode(message)
      try verify(request, is: input.path.identity)
      senders.append(input.deviceID)
      return try update(input)
    case .deleteDataset:
      let path = try DeleteDataset.decode(message)
      try verify(request, is: path.identity)
      let reference = path
      guard var ledger = ledgers[reference] else {
        throw WireError(.resourceNotFound, "Dataset '\(path.name)' not found.")
      }
      let metadata = try refusing { () throws(LedgerError) in try ledger.delete() }
      ledgers[reference] = ledger
      return DeleteDataset.encode(metadata)
    case .listDatasets:
      let input = try ListDatasets.decode(message)
      try verify(request, is: input.identity)
      let found = ledgers.values.filter { $0.identity == input.identity }.compactMap(\.metadata)
      return ListDatasets.encode(.init(datasets: found, nextToken: nil))
    case .registerDevice:
      let input = try RegisterDevice.decode(message)
      try verify(request, is: input.identity)
      return RegisterDevice.encode(register(input))
    case .subscribeToDataset:
      let input = try SubscribeToDataset.decode(message)
      try verify(request, is: input.dataset.identity)
      try verify(input)
      subscriptions.insert(input)
      return SubscribeToDataset.encode(NoOutput())
    case .unsubscribeFromDataset:
      let input = try UnsubscribeFromDataset.decode(message)
      try verify(request, is: input.dataset.identity)
      try verify(input)
      guard subscriptions.remove(input) != nil else {
        throw WireError(.resourceNotFound, "There is no such subscription.")
      }
      return UnsubscribeFromDataset.encode(NoOutput())
    default:
      throw WireError(.unknownOperation, "The fake has no \(operation.rawValue).")
    }
  }

  private mutating func identity(for logins: [String: String]) -> IdentityID {
    for (provider, user) in logins {
      if let owner = owners[provider + user] { return owner }
    }
    let identity = makeIdentity()
    if logins.isEmpty { guests.insert(identity) }
    for (provider, user) in logins { owners[provider + user] = identity }
    return identity
  }

  private mutating func makeIdentity() -> IdentityID {
    made += 1
    guard let identity = IdentityID("us-east-1:\(String(made + 0xA0, radix: 16))") else {
      preconditionFailure("A made identity is valid.")
    }
    return identity
  }

  /// Issues credentials; links a guest to a login, or merges it into the login's owner.
  private mutating func credentials(
    _ input: GetCredentialsForIdentity.Input
  ) throws(WireError) -> [UInt8] {
    var identity = input.identity
    guard guests.contains(identity) || owners.values.contains(identity) else {
      throw WireError(
        .resourceNotFound, "Identity '\(identity)' not found.", in: .identity)
    }
    if let login = input.logins.first {
      let name = login.key + login.value
      if let owner = owners[name] {
        if owner != identity {
          guard guests.contains(identity) else {
            throw WireError(.notAuthorized, "Logins don't match.", in: .identity)
          }
          merge(identity, into: owner)
          identity = owner
        }
      } else if guests.remove(identity) != nil {
        owners[name] = identity
      } else {
        throw WireError(.notAuthorized, "Logins don't match.", in: .identity)
      }
    } else if !guests.contains(identity) || closed.contains(identity) {
      throw WireError(
        .notAuthorized, "Access to Identity '\(identity)' is forbidden.", in: .identity)
    }
    made += 1
    return GetCredentialsForIdentity.encode(
      .init(
        identity: identity, accessKeyID: "ASIA\(made)|\(identity)", secretAccessKey: "secret",
        sessionToken: "session", expiration: Timestamp(milliseconds: now.milliseconds + lifetime))
    )
  }

  private mutating func merge(_ guest: IdentityID, into owner: IdentityID) {
    guests.remove(guest)
    closed.insert(guest)
    for (reference, ledger) in ledgers where reference.identity == guest {
      ledgers[reference] = nil
      guard let name = reference.name.merged(from: guest) else { continue }
      let target = DatasetReference(pool: reference.pool, identity: owner, name: name)
      var merged = DatasetLedger(identity: owner, name: name)
      merged.adopt(ledger, at: now)
      ledgers[target] = merged
    }
  }

  private mutating func list(_ input: ListRecords.Input) throws(WireError) -> [UInt8] {
    let reference = input.path
    let ledger =
      ledgers[reference]
      ?? DatasetLedger(identity: input.path.identity, name: input.path.name)
    let page = try refusing { () throws(LedgerError) in
      try ledger.list(since: input.lastSyncCount, limit: nil)
    }
    tokens += 1
    let merged = ledgers.values.filter {
      $0.identity == input.path.identity && $0.state.exists
        && input.path.name.mergeSource(of: $0.name) != nil
    }
    return ListRecords.encode(
      RecordsListing(
        records: page.records, nextToken: nil, datasetSyncCount: page.datasetSyncCount,
        lastModifiedBy: page.lastModifiedBy, mergedDatasetNames: merged.map(\.name).sorted(),
        datasetExists: page.datasetExists,
        datasetDeletedAfterRequestedSyncCount: page.datasetDeletedAfterRequestedSyncCount,
        sessionToken: "token-\(tokens)", isFullListing: page.isFullListing))
  }

  private mutating func update(_ input: UpdateRecords.Input) throws(WireError) -> [UInt8] {
    guard !spent.contains(input.sessionToken) else {
      throw WireError(.invalidParameter, "SyncSessionToken not valid for these inputs")
    }
    let reference = input.path
    var ledger =
      ledgers[reference]
      ?? DatasetLedger(identity: input.path.identity, name: input.path.name)
    let moment = now
    let patches = input.patches.map { patch in
      var patch = patch
      patch.deviceName = input.deviceName
      return patch
    }
    let records = try refusing { () throws(LedgerError) in
      try ledger.commit(
        patches, by: input.path.identity.rawValue, at: moment, datasetCount: 0,
        limits: SyncLimits())
    }
    ledgers[reference] = ledger
    spent.insert(input.sessionToken)
    return UpdateRecords.encode(records)
  }

  private mutating func register(_ input: RegisterDevice.Input) -> DeviceID {
    if let known = devices[input] { return known }
    guard let device = DeviceID("device-\(devices.count + 1)") else {
      preconditionFailure("A made device is valid.")
    }
    devices[input] = device
    return device
  }

  /// Checks that a subscription's dataset exists and its device is the identity's.
  private func verify(_ subscription: DatasetSubscription) throws(WireError) {
    let owner = subscription.dataset.identity
    guard ledgers[subscription.dataset]?.state.exists == true,
      devices.contains(where: { $0.value == subscription.device && $0.key.identity == owner })
    else { throw WireError(.resourceNotFound, "There is no such dataset or device.") }
  }

  /// Checks whose credentials signed a request, and when.
  private func verify(_ request: HTTPRequest, is identity: IdentityID) throws(WireError) {
    let authorization = request.headerFields[.authorization] ?? ""
    guard authorization.contains("|\(identity)/") else {
      throw WireError(.notAuthorized, "These credentials are not valid for this resource.")
    }
    let date = HTTPField.Name("X-Amz-Date").flatMap { request.headerFields[$0] } ?? ""
    // Hours are all the tests tell apart.
    let hour = now.milliseconds / 3_600_000 % 24
    guard Int64(date.dropFirst(9).prefix(2)) == hour else {
      throw WireError(.invalidSignature, "Signature expired: \(date)")
    }
  }

  private func refusing<Value>(
    _ body: () throws(LedgerError) -> Value
  ) throws(WireError) -> Value {
    do {
      return try body()
    } catch {
      let code: WireErrorCode =
        switch error.kind {
        case .conflict: .resourceConflict
        case .invalidParameter: .invalidParameter
        case .limitExceeded: .limitExceeded
        case .notFound: .resourceNotFound
        }
      throw WireError(code, error.message)
    }
  }
}
