/// How a test of a level came out.
enum Trial: Hashable, Sendable {
  case passed
  case failed
  /// The judge reached its limit.
  case undecided
}
