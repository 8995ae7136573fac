/// Memory of fixed size for the inner loops of a search, freed with its owner.
///
/// An array costs a uniqueness test, a reference count and a bounds check at every access, which
/// together take most of the time of a search; here indices are checked in debug builds alone. All
/// unsafe memory of the solver is in this file.
struct FlatBuffer<Element: BitwiseCopyable>: ~Copyable {
  /// The number of elements.
  let count: Int

  fileprivate let base: UnsafeMutablePointer<Element>

  /// Creates a buffer of `count` elements equal to `value`.
  init(repeating value: Element, count: Int) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: value, count: count)
  }

  deinit { base.deallocate() }

  /// The size in bytes.
  var bytes: Int { count * MemoryLayout<Element>.stride }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count, "The index is inside the buffer.")
      return base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count, "The index is inside the buffer.")
      base[index] = newValue
    }
  }

  /// Sets the first `count` elements, or all, to `value`.
  func fill(_ value: Element, count: Int? = nil) {
    base.update(repeating: value, count: count ?? self.count)
  }

  /// Takes over the first `count` elements of `other`.
  func copy(_ other: borrowing FlatBuffer<Element>, count: Int) {
    assert(count <= self.count && count <= other.count, "The elements fit.")
    base.update(from: other.base, count: count)
  }
}

/// Rows of equal length that are added one by one and never move, in pieces that grow on demand.
struct RowBuffer<Element: BitwiseCopyable>: ~Copyable {
  /// The number of elements in a row.
  let rowLength: Int

  private let rowsPerPieceShift: Int
  private let pieceCount: UnsafeMutablePointer<Int>
  private let table: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
  private let mostPieces: Int

  /// Creates an empty buffer with room for up to `mostRows` rows, `2^rowsPerPieceShift` a piece.
  init(rowLength: Int, rowsPerPieceShift: Int, mostRows: Int) {
    self.rowLength = max(rowLength, 1)
    self.rowsPerPieceShift = rowsPerPieceShift
    mostPieces = (mostRows >> rowsPerPieceShift) + 1
    table = .allocate(capacity: mostPieces)
    pieceCount = .allocate(capacity: 1)
    pieceCount.initialize(to: 0)
  }

  deinit {
    for index in 0..<pieceCount.pointee { table[index].deallocate() }
    table.deallocate()
    pieceCount.deallocate()
  }

  /// The size of one more piece in bytes.
  var pieceBytes: Int { (rowLength << rowsPerPieceShift) * MemoryLayout<Element>.stride }

  /// The number of rows there is memory for.
  var capacity: Int { pieceCount.pointee << rowsPerPieceShift }

  /// Whether `addPiece` may be called.
  var canGrow: Bool { pieceCount.pointee < mostPieces }

  /// Makes room for more rows.
  func addPiece() {
    precondition(canGrow, "The buffer holds no more rows than it was made for.")
    let piece = UnsafeMutablePointer<Element>.allocate(capacity: rowLength << rowsPerPieceShift)
    (table + pieceCount.pointee).initialize(to: piece)
    pieceCount.pointee += 1
  }

  /// The first element of a row.
  @inline(__always)
  subscript(row: Int) -> Element {
    get { start(of: row).pointee }
    nonmutating set { start(of: row).initialize(to: newValue) }
  }

  /// Copies `elements` into a row.
  func write(_ elements: borrowing FlatBuffer<Element>, row: Int) {
    assert(elements.count >= rowLength, "The row is complete.")
    start(of: row).initialize(from: elements.base, count: rowLength)
  }

  /// Copies a row into `elements`.
  func read(row: Int, into elements: borrowing FlatBuffer<Element>) {
    assert(elements.count >= rowLength, "The row fits.")
    elements.base.update(from: start(of: row), count: rowLength)
  }

  @inline(__always)
  private func start(of row: Int) -> UnsafeMutablePointer<Element> {
    assert(row >= 0 && row < capacity, "The row is inside the buffer.")
    let piece = table[row >> rowsPerPieceShift]
    return piece + (row & ((1 << rowsPerPieceShift) - 1)) * rowLength
  }
}

extension RowBuffer where Element == UInt8 {
  /// Returns whether a row equals `elements`.
  @inline(__always)
  func matches(row: Int, _ elements: borrowing FlatBuffer<UInt8>) -> Bool {
    let stored = start(of: row)
    var index = 0
    while index < rowLength {
      if stored[index] != elements.base[index] { return false }
      index += 1
    }
    return true
  }
}
