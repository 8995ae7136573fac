/// How hostile a simulated world is: chances in a thousand, and times in milliseconds.
package struct Faults: Hashable, Sendable {
  /// A request never arrives.
  package var lostRequest = 0
  /// A request is carried out, but its answer never arrives.
  package var lostReply = 0
  /// A request arrives twice.
  package var duplicate = 0
  /// The service fails before it does anything.
  package var serviceFault = 0
  /// The service asks to slow down.
  package var throttle = 0
  /// The session token has expired by the time it is used.
  package var expiredToken = 0
  /// A device crashes, in each step.
  package var crash = 0
  /// A device loses the network, in each step.
  package var partition = 0
  /// A device deletes the dataset, in each step.
  package var delete = 0
  /// The app gives up instead of deciding.
  package var abort = 0
  /// The longest way of a message.
  package var longestDelay: Int64 = 20

  /// A world in which everything works.
  package static let none = Faults()

  /// A world in which everything fails now and then, more or less often by the seed.
  package static func harsh(_ generator: inout SeededGenerator) -> Faults {
    func chance(_ most: Int) -> Int { Int.random(in: 0...most, using: &generator) }
    return Faults(
      lostRequest: chance(120), lostReply: chance(120), duplicate: chance(150),
      serviceFault: chance(100), throttle: chance(60), expiredToken: chance(60),
      crash: chance(30), partition: chance(30), delete: chance(12), abort: chance(100),
      longestDelay: Int64.random(in: 1...2_000, using: &generator))
  }
}
