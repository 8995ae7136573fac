/// Returns Spearman's rank correlation of two series of the same length, equal values sharing their
/// mean rank; 0 if one of them does not vary.
func rankCorrelation(_ left: [Double], _ right: [Double]) -> Double {
  let (left, right) = (ranks(left), ranks(right))
  let mean = Double(left.count - 1) / 2
  func sum(_ first: [Double], _ second: [Double]) -> Double {
    zip(first, second).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
  }
  let spread = sum(left, left) * sum(right, right)
  return spread > 0 ? sum(left, right) / spread.squareRoot() : 0
}

private func ranks(_ values: [Double]) -> [Double] {
  values.map { value in
    Double(values.count { $0 < value }) + Double(values.count { $0 == value } - 1) / 2
  }
}
