import ServerStorage
import SyncServer

extension ServiceOutlets {
  /// Connects what the options name; streams without a target become files below `directory`.
  init(_ settings: OutletSettings, client: WebhookClient, directory: String) {
    let streams = settings.streams.mapValues { target -> StreamSink in
      switch target {
      case .webhook(let url): .webhook(client.webhook(url))
      case .file(let path): .file(LineFile(path))
      }
    }
    self.init(
      triggers: settings.triggers.mapValues { target in
        switch target {
        case .webhook(let url): .webhook(client.webhook(url, timeout: .seconds(5)))
        // The only one there is; the options are checked.
        case .builtIn: .acceptance
        }
      },
      streams: StreamSinks(named: streams, directory: "\(directory)/streams"),
      payloads: PayloadFiles(directory: "\(directory)/payloads"),
      push: PushApplications(settings.push.mapValues { client.webhook($0) }))
  }
}
