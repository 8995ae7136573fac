@testable import Game

/// Records of a player who has been at it for a while.
enum Records {
  /// Some levels solved, level 3 in progress.
  static let middle: [String: String] = {
    var session = Session()
    for (number, detour) in [(1, ""), (2, ""), (4, "rl"), (5, "rlrlrlrl")] {
      session.go(to: number)
      session.walk(detour + String(repeating: "r", count: number))
    }
    session.go(to: 3)
    session.walk("rl")
    return session.shared
  }()

  /// The same with a player's name and two devices, level 3 still untouched.
  static let named: [String: String] = {
    var session = Session(shared: middle)
    var records = session.shared
    records["wip.003"] = nil
    records["playerName"] = "Mira"
    records["dev.laptop"] = "1 3 0 1700000000 laptop"
    records["dev.phone"] = "1 3 0 1700000000 phone"
    return records
  }()
}
