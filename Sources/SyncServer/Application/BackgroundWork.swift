import Logging
import ServerStorage
import ServiceLifecycle

/// What goes on beside requests, and what requests share with it.
struct BackgroundWork: Sendable {
  let settings: PoolSettingsCache
  let sessions: SessionCounter
  let publisher: StreamPublisher
  let deletions = DeletionFollowers()
  private let notifier: PushNotifier

  init(configuration: ServiceConfiguration, parts: ServiceParts) {
    let outlets = configuration.outlets
    settings = PoolSettingsCache(store: parts.store)
    sessions = SessionCounter(
      store: parts.store, surroundings: parts.surroundings, logger: parts.logger)
    publisher = StreamPublisher(
      store: parts.store,
      delivery: StreamDelivery(
        settings: settings, sinks: outlets.streams, payloads: outlets.payloads,
        publicURL: configuration.issuer, surroundings: parts.surroundings,
        pacing: outlets.pacing, logger: parts.logger),
      logger: parts.logger)
    notifier = PushNotifier(
      store: parts.store, settings: settings, deletions: deletions,
      sender: PushSender(
        store: parts.store, applications: outlets.push, surroundings: parts.surroundings,
        pacing: outlets.pacing, logger: parts.logger),
      logger: parts.logger)
  }

  /// What has to run as long as requests are answered.
  var services: [any Service] { [sessions, publisher, notifier] }
}
