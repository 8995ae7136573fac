public import SyncCore

/// Push notifications, which wake an app when another device has written (cognito-sync.md 6.10).
extension SyncManager {
  /// Makes this device known to the service, so that it can be notified.
  ///
  /// Call it at every start: nothing is sent unless the identity, the platform or the token changed
  /// since. After a change the device has a new name without subscriptions.
  ///
  /// ```swift
  /// _ = try await manager.registerDevice(platform: .google, token: token)
  /// _ = try await notes.synchronize()
  /// try await manager.subscribeAll()
  /// ```
  ///
  /// - Parameters:
  ///   - platform: The push service.
  ///   - token: What the push service calls this app install.
  /// - Throws: Why the service could not be asked or refuses, as `Dataset.synchronize` does.
  /// - Returns: The name the service knows the device by.
  public func registerDevice(
    platform: PushPlatform, token: String
  ) async throws(SyncError) -> DeviceID {
    try await synchronizer.registerDevice(platform: platform, token: token)
  }

  /// Asks to be notified of all datasets that are known here; each must have been synchronised.
  ///
  /// ```swift
  /// try await manager.subscribeAll()
  /// ```
  ///
  /// - Throws: `deviceNotRegistered`, `notFound` after all others are subscribed if the service has
  ///   not one of the datasets, or what `Dataset.synchronize` throws when the service cannot be
  ///   asked.
  public func subscribeAll() async throws(SyncError) {
    try await synchronizer.subscribeAll()
  }

  /// Asks not to be notified any more of any dataset that is known here.
  ///
  /// ```swift
  /// try await manager.unsubscribeAll()
  /// ```
  ///
  /// - Throws: `deviceNotRegistered`, or what `Dataset.synchronize` throws when the service cannot
  ///   be asked.
  public func unsubscribeAll() async throws(SyncError) {
    try await synchronizer.unsubscribeAll()
  }

  /// Takes in a push notification and asks for a synchronization if it tells of something new,
  /// which `run` carries out.
  ///
  /// ```swift
  /// let worker = Task { await manager.run() }
  /// let news = try await manager.pushSync(from: payload)
  /// ```
  ///
  /// - Parameter payload: The notification's keys, `syncCount` as a decimal number.
  /// - Throws: A failure of the local file.
  /// - Returns: What the notification says, or nothing if it is none of the service's, or not for
  ///   the present identity.
  public func pushSync(
    from payload: [String: String]
  ) async throws(SyncError) -> PushSync? {
    try await take(PushPayload(payload))
  }

  /// Takes in a push notification in its JSON form, the keys at the top or beneath `data`.
  ///
  /// ```swift
  /// let news = try await manager.pushSync(fromJSON: Array(json.utf8))
  /// ```
  ///
  /// - Parameter payload: UTF-8 of a JSON object, `syncCount` as a text or a number.
  /// - Throws: A failure of the local file.
  /// - Returns: The same as for single keys.
  public func pushSync(
    fromJSON payload: [UInt8]
  ) async throws(SyncError) -> PushSync? {
    try await take(PushPayload(json: payload))
  }

  private func take(_ payload: PushPayload?) async throws(SyncError) -> PushSync? {
    guard let payload, payload.pool == configuration.pool.rawValue,
      let name = DatasetName(payload.event.dataset),
      let identity = try await credentials.knownIdentity(),
      payload.event.identity == identity.rawValue
    else { return nil }
    let isNeeded = try await synchronizer.isNews(payload.event, for: identity)
    if isNeeded {
      // Through the durable wish: the app may be put to sleep before it is served.
      try dataset(name.rawValue).synchronizeWhenPossible()
      nudges.send(.reachable)
    }
    return PushSync(dataset: name, syncCount: payload.event.syncCount, isNeeded: isNeeded)
  }
}

extension Dataset {
  /// Asks to be notified when another device writes; the dataset must have been synchronised, and
  /// the device be registered.
  ///
  /// ```swift
  /// _ = try await notes.synchronize()
  /// try await notes.subscribe()
  /// ```
  ///
  /// - Throws: `deviceNotRegistered`, `notFound` if the service does not have the dataset,
  ///   `notSynchronizable` for a dataset of the device, or what `synchronize` throws when the
  ///   service cannot be asked.
  public func subscribe() async throws(SyncError) {
    try verifySynchronizable()
    try await manager.synchronizer.subscribe(to: name)
  }

  /// Asks not to be notified any more.
  ///
  /// ```swift
  /// try await notes.unsubscribe()
  /// ```
  ///
  /// - Throws: `notFound` without a subscription, else like `subscribe`.
  public func unsubscribe() async throws(SyncError) {
    try verifySynchronizable()
    try await manager.synchronizer.unsubscribe(from: name)
  }
}
