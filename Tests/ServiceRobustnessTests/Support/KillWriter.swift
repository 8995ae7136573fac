import Foundation
import HTTPTypes

/// One of many that write to a service until it dies, and what it knows afterwards.
struct KillWriter: Sendable {
  /// A commit of three records with one value.
  struct Commit: Sendable {
    var request: [UInt8]
    var value: String
    /// The count that the service answered; zero while it has not.
    var count = 0
  }

  let guest: GuestAccount
  let name: String
  /// The last commit that was acknowledged.
  private(set) var acknowledged: Commit?
  /// The commit that was sent and not answered when the service died.
  private(set) var unanswered: Commit?
  /// A token that was issued and never used.
  private var spareToken = ""
  private var serial = 0
  /// Commits that turned out to be stored although nobody was told.
  private(set) var untold = 0
  /// Commits known to be stored.
  private(set) var commits = 0
  /// What contradicted the specification.
  private(set) var faults: [String] = []

  init(_ guest: GuestAccount, name: String) {
    self.guest = guest
    self.name = name
  }

  /// Adds a contradiction found by somebody else.
  mutating func note(_ fault: String) { faults.append("\(name): \(fault)") }

  private var keys: [String] { (0..<3).map { "\(name).\($0)" } }

  /// Writes until the connection breaks.
  mutating func write(port: Int) {
    do {
      let connection = try Connection(port: port)
      spareToken = try connection.exchange(guest.caller.list(guest.place)).token
      while true { try commit(over: connection) }
    } catch is Connection.Failure {
    } catch { faults.append("\(name): \(error)") }
  }

  private mutating func commit(over connection: Connection) throws {
    let listing = try connection.exchange(guest.caller.list(guest.place))
    guard listing.status == 200 else { return faults.append("\(name): \(listing.json)") }
    serial += 1
    let value = "\(name)-\(serial)"
    let patches = keys.map { Patch(key: $0, value: value, count: acknowledged?.count ?? 0) }
    var commit = Commit(
      request: guest.caller.update(guest.place, token: listing.token, patches), value: value)
    unanswered = commit
    let answer = try connection.exchange(commit.request)
    let counts = Set(answer.records.values.map(\.count))
    guard answer.status == 200, counts.count == 1, let count = counts.first,
      count > acknowledged?.count ?? 0
    else { return faults.append("\(name): \(answer.status) \(answer.json)") }
    commit.count = count
    (acknowledged, unanswered) = (commit, nil)
    commits += 1
  }

  /// Compares a listing of the whole dataset with what this writer knows.
  mutating func compare(_ records: [String: StoredRecord]) {
    let mine = keys.map { records[$0] }
    let stored = Set(mine)
    guard stored.count == 1, let first = stored.first else {
      return faults.append("\(name): half a commit: \(mine)")
    }
    if first == acknowledged.map({ StoredRecord(value: $0.value, count: $0.count) }) { return }
    guard var landed = unanswered, let first, first.value == landed.value,
      first.count > acknowledged?.count ?? 0
    else {
      return faults.append(
        "\(name): stored \(first.debugDescription), acknowledged \(acknowledged?.value ?? "-") "
          + "at \(acknowledged?.count ?? 0)")
    }
    landed.count = first.count
    untold += 1
    (acknowledged, unanswered) = (landed, nil)
    commits += 1
  }

  /// Tries the tokens from before: a spent one is refused, any other works.
  mutating func useOldTokens(over connection: Connection) throws {
    if !spareToken.isEmpty {
      let target = "\(guest.place.path)/records?lastSyncCount=0&syncSessionToken=\(spareToken)"
      let answer = try connection.exchange(guest.caller.request(.get, target))
      if answer.status != 200 { faults.append("\(name): a token was lost: \(answer.json)") }
    }
    if let acknowledged {
      let answer = try connection.exchange(acknowledged.request)
      if answer.errorType != "InvalidParameterException" {
        faults.append("\(name): a token was spent twice: \(answer.status) \(answer.json)")
      }
    }
    if var commit = unanswered {
      let answer = try connection.exchange(commit.request)
      guard answer.status == 200, let count = answer.records.values.first?.count else {
        return faults.append("\(name): a token from before does not work: \(answer.json)")
      }
      commit.count = count
      (acknowledged, unanswered) = (commit, nil)
      commits += 1
    }
  }
}
