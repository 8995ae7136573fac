import Foundation

/// What was measured, printed as aligned columns under the machine and the commit.
struct ResultTable {
  private var rows: [[String]] = [
    ["measurement", "conn.", "per second", "p50", "p99", "processor", "goal"]
  ]

  /// Adds a measurement.
  ///
  /// - Parameters:
  ///   - value: A figure that is neither a rate nor a duration, with its unit.
  ///   - cost: Processor time of a request.
  mutating func add(
    _ name: String, connections: Int? = nil, perSecond: Double? = nil, samples: Samples? = nil,
    value: (figure: Double, unit: String)? = nil, cost: RequestCost? = nil, bars: [Bar] = [],
    goal: String = ""
  ) {
    let single = value.map { String(format: "%.\($0.figure < 10 ? 2 : 1)f\($0.unit)", $0.figure) }
    let middle = samples.map { Self.time($0.milliseconds(atShare: 0.5)) } ?? single ?? ""
    let slow = samples.map { Self.time($0.milliseconds(atShare: 0.99)) } ?? ""
    let rate = perSecond.map { String(Int($0.rounded())) } ?? ""
    let verdicts = bars.map {
      $0.verdict(perSecond: perSecond, samples: samples, value: value?.figure)
    }
    let goals = (goal.isEmpty ? [] : [goal]) + verdicts
    rows.append([
      name, connections.map(String.init) ?? "", rate, middle, slow, cost?.description ?? "",
      goals.joined(separator: ", "),
    ])
    FileHandle.standardError.write(
      Data("  \(rows[rows.count - 1].filter { !$0.isEmpty }.joined(separator: "  "))\n".utf8))
  }

  func print() {
    Swift.print("machine  \(Self.machine)")
    Swift.print("commit   \(Self.commit)\n")
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    for (index, row) in rows.enumerated() {
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return (1...5).contains(column) ? space + cell.0 : cell.0 + space
      }
      Swift.print(cells.joined(separator: "  "))
      if index == 0 {
        Swift.print(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "))
      }
    }
  }

  private static func time(_ milliseconds: Double) -> String {
    String(format: milliseconds < 10 ? "%.3f ms" : "%.1f ms", milliseconds)
  }

  private static var machine: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model =
      text.split(separator: "\n").first { $0.hasPrefix("model name") }
      .flatMap { $0.split(separator: ":").last } ?? " unknown processor"
    let memory = ProcessInfo.processInfo.physicalMemory >> 30
    return "\(ProcessInfo.processInfo.processorCount) cores,\(model), \(memory) GiB"
  }

  private static var commit: String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "describe", "--always", "--dirty"]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return "unknown" }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
