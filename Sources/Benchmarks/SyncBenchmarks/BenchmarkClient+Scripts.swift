import CognitoWire
import SyncCore

extension BenchmarkClient {
  /// Prepares `share` commits of three records for each guest, each signed on its own; the sessions
  /// they spend are opened beforehand.
  func commits(_ guests: inout [Guest], _ share: Int) throws -> [[[UInt8]]] {
    let opened = try LoadGenerator(host: host, port: port)
      .run(listings(guests, share, since: nil), keepsBodies: true)
    var scripts: [[[UInt8]]] = []
    for (index, answers) in opened.bodies.enumerated() {
      var script: [[UInt8]] = []
      for answer in answers {
        let token = try ListRecords.decode(output: answer).sessionToken
        script.append(commit(by: guests[index], session: token))
        guests[index].syncCount += 1
      }
      scripts.append(script)
    }
    return scripts
  }

  /// Prepares `share` listings for each guest, of what changed since a count or, without one, of
  /// nothing.
  func listings(_ guests: [Guest], _ share: Int, since count: SyncCount?) -> [[[UInt8]]] {
    guests.map { guest in
      let request = bytes(
        ListRecords.self,
        ListRecords.Input(path: guest.path, lastSyncCount: count ?? guest.syncCount),
        as: guest.credentials)
      return [[UInt8]](repeating: request, count: share)
    }
  }

  private func commit(by guest: Guest, session token: String) -> [UInt8] {
    let patches = ["currentLevel", "highScore", "wip.003"].compactMap { key in
      RecordKey(key).map {
        RecordPatch(
          key: $0, value: "value \(guest.syncCount)", syncCount: guest.syncCount,
          deviceLastModified: Timestamp(milliseconds: 1_414_188_010_125))
      }
    }
    return bytes(
      UpdateRecords.self,
      UpdateRecords.Input(path: guest.path, sessionToken: token, patches: patches),
      as: guest.credentials)
  }
}
