import TestKit
import Testing

@testable import PuzzleSolver

@Suite struct SearchMemoryTests {
  @Test func `a buffer keeps what is written where it was written`() {
    let buffer = FlatBuffer<Int16>(repeating: -1, count: 1000)
    for index in 0..<1000 where index % 3 == 0 { buffer[index] = Int16(index) }
    let isKept = (0..<1000).allSatisfy { buffer[$0] == ($0 % 3 == 0 ? Int16($0) : -1) }
    #expect(isKept)
    let copy = FlatBuffer<Int16>(repeating: 0, count: 1000)
    copy.copy(buffer, count: 500)
    let isCopied = (0..<1000).allSatisfy { copy[$0] == ($0 < 500 ? buffer[$0] : 0) }
    #expect(isCopied)
    copy.fill(7)
    let isFilled = (0..<1000).allSatisfy { copy[$0] == 7 }
    #expect(isFilled)
    let bytes = buffer.bytes
    #expect(bytes == 2000)
  }

  @Test func `an empty buffer can be made and thrown away`() {
    let buffer = FlatBuffer<UInt64>(repeating: 1, count: 0)
    buffer.fill(2)
    let bytes = buffer.bytes
    #expect(bytes == 0)
  }

  @Test func `rows stay where they are while more are added`() {
    let rows = RowBuffer<UInt8>(rowLength: 5, rowsPerPieceShift: 2, mostRows: 30)
    let row = FlatBuffer<UInt8>(repeating: 0, count: 5)
    for number in 0..<32 {
      if number == rows.capacity { rows.addPiece() }
      row.fill(UInt8(number))
      rows.write(row, row: number)
    }
    let (canGrow, pieceBytes) = (rows.canGrow, rows.pieceBytes)
    #expect(!canGrow)
    #expect(pieceBytes == 20)
    for number in 0..<32 {
      rows.read(row: number, into: row)
      let isKept = (0..<5).allSatisfy { row[$0] == UInt8(number) }
      #expect(isKept)
      let matches = rows.matches(row: number, row)
      row[4] = 99
      let stillMatches = rows.matches(row: number, row)
      #expect(matches && !stillMatches)
    }
  }

  @Test(arguments: 1...6) func `a matching costs as little as the best of all orders`(size: Int) {
    var generator = SeededGenerator(seed: UInt64(size))
    for _ in 0..<40 {
      let matching = Matching(size: size)
      var costs = (0..<size).map { _ in
        (0..<size).map { _ in Int32.random(in: 0...9, using: &generator) }
      }
      for row in 0..<size {
        for column in 0..<size { matching.set(crate: row, goal: column, cost: costs[row][column]) }
      }
      #expect(matching.solve() == SearchMemoryTests.cheapest(costs))
      let replaced = Int.random(in: 0..<size, using: &generator)
      costs[replaced] = (0..<size).map { _ in Int32.random(in: 0...9, using: &generator) }
      for column in 0..<size {
        matching.setReplacement(goal: column, cost: costs[replaced][column])
      }
      #expect(matching.cost(ofReplacing: replaced) == SearchMemoryTests.cheapest(costs))
    }
  }

  /// The cheapest choice of one number a row, no two of a column, by trying all.
  private static func cheapest(_ costs: [[Int32]], without taken: Set<Int> = []) -> Int32 {
    guard let row = costs.first else { return 0 }
    return row.indices.filter { !taken.contains($0) }.map { column in
      row[column] + cheapest(Array(costs.dropFirst()), without: taken.union([column]))
    }.min() ?? .max
  }
}
