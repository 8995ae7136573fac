extension LURD {
  /// The longest group worth looking for.
  private static let longestGroup = 12

  /// Returns the run-length form of `actions`, in time proportional to their number.
  ///
  /// It takes the largest saving at each place, which is short but not always the shortest.
  package static func runLengthText(of actions: some Sequence<RecordedAction>) -> String {
    let letters = actions.map(\.letter)
    var text: [UInt8] = []
    var index = 0
    while index < letters.count {
      guard let run = bestRun(in: letters, at: index) else {
        text.append(letters[index])
        index += 1
        continue
      }
      let unit = letters[index..<index + run.period]
      text += String(run.count).utf8
      text += run.period == 1 ? Array(unit) : [UInt8(ascii: "(")] + unit + [UInt8(ascii: ")")]
      index += run.period * run.count
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func bestRun(in letters: [UInt8], at index: Int) -> (period: Int, count: Int)? {
    var best: (period: Int, count: Int)?
    var bestSaving = 0
    for period in 1...longestGroup where index + 2 * period <= letters.count {
      var end = index + period
      while end < letters.count, letters[end] == letters[end - period] { end += 1 }
      let count = (end - index) / period
      guard count > 1 else { continue }
      let saving = period * count - String(count).utf8.count - (period == 1 ? 1 : period + 2)
      guard saving > bestSaving else { continue }
      bestSaving = saving
      best = (period, count)
    }
    return best
  }
}
