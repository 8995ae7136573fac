import Foundation

/// The worlds a run of the tests visits.
package enum SimulationSeeds {
  /// Names the environment variable: a number of seeds, or `FIRST...LAST`.
  package static let variable = "SIMULATION_SEEDS"

  /// Seeds that failed once, and are never left out unless others are asked for.
  package static let remembered: [UInt64] = [
    606, 997, 1_040, 1_833, 2_483, 3_404, 3_750, 3_925, 4_100, 7_620, 7_930, 7_942, 8_185, 8_954,
  ]

  /// The seeds to visit: those asked for, or the first 500 and the remembered ones.
  package static let all: [UInt64] =
    ProcessInfo.processInfo.environment[variable].map(parse) ?? standard

  private static let standard = Array(1...500) + remembered.filter { $0 > 500 }

  /// Returns the seeds that a text asks for; none if it cannot be read.
  package static func parse(_ text: String) -> [UInt64] {
    if let count = UInt64(text) { return count > 0 ? Array(1...count) : [] }
    let ends = text.split(separator: "...", omittingEmptySubsequences: false).map { UInt64($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else {
      return []
    }
    return Array(first...last)
  }

  /// Returns the line that visits one seed and nothing else.
  package static func line(for seed: UInt64) -> String {
    "\(variable)=\(seed)...\(seed) swift test --filter 'SimulationTests/'"
  }
}
