/// How hostile a simulated world is: chances in a thousand, and times in milliseconds.
package struct Faults: Hashable, Sendable {
  /// A request never arrives.
  package var lostRequest = 0
  /// A request is carried out, but its answer never arrives.
  package var lostReply = 0
  /// A request arrives twice.
  package var duplicate = 0
  /// A message is held up until long after its sender gave up, and then arrives after all.
  package var clog = 0
  /// The service fails before it does anything.
  package var serviceFault = 0
  /// The service asks to slow down.
  package var throttle = 0
  /// The session token has expired by the time it is used.
  package var expiredToken = 0
  /// The credentials have expired, and new ones cannot be had.
  package var expiredCredentials = 0
  /// The service is started again in each step: page tokens and session tokens mean nothing to it.
  package var serviceRestart = 0
  /// The service is started again from its last backup, in each step, once in the life of a world.
  package var restore = 0
  /// A device crashes, in each step.
  package var crash = 0
  /// A device crashes just before it does what a run asks for, or just after.
  package var crashAtEffect = 0
  /// A device loses the network, in each step, and with it all answers on their way.
  package var partition = 0
  /// A local transaction finds the disk full.
  package var fullDisk = 0
  /// A device's clock is set, in each step.
  package var clockJump = 0
  /// A device deletes the dataset, in each step.
  package var delete = 0
  /// The app gives up instead of deciding.
  package var abort = 0
  /// The app cancels a run, in each step.
  package var cancel = 0
  /// A guest signs in, in each step: the records become those of a merged dataset.
  package var signIn = 0
  /// Somebody else takes the device, in each step, and keeps apart what is whose.
  package var accountSwitch = 0
  /// The longest way of a message.
  package var longestDelay: Int64 = 20
  /// How many times slower than others a device's link may be.
  package var slowestLink: Int64 = 1
  /// Live records a dataset may have.
  package var recordLimit = 1_024
  /// Tombstones a dataset keeps.
  package var tombstoneLimit = 10_000
  /// Most programs that share the store of a device.
  package var programs = 1

  /// A world in which everything works.
  package static let none = Faults()

  /// A world in which everything fails now and then, more or less often by the seed.
  package static func harsh(_ generator: inout SeededGenerator) -> Faults {
    func chance(_ most: Int) -> Int { Int.random(in: 0...most, using: &generator) }
    func seldom(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
    return Faults(
      lostRequest: chance(120), lostReply: chance(120), duplicate: chance(150), clog: chance(60),
      serviceFault: chance(100), throttle: chance(60), expiredToken: chance(60),
      expiredCredentials: chance(30), serviceRestart: chance(10), restore: seldom(4) ? 10 : 0,
      crash: chance(30), crashAtEffect: chance(30), partition: chance(30),
      fullDisk: seldom(2) ? chance(60) : 0, clockJump: chance(10), delete: chance(12),
      abort: chance(100), cancel: chance(30), signIn: seldom(3) ? chance(30) : 0,
      accountSwitch: seldom(3) ? chance(30) : 0,
      longestDelay: Int64.random(in: 1...2_000, using: &generator),
      slowestLink: seldom(3) ? 20 : 1, recordLimit: seldom(5) ? 4 : 1_024,
      tombstoneLimit: seldom(3) ? 1 : 10_000, programs: seldom(4) ? 2 : 1)
  }
}
