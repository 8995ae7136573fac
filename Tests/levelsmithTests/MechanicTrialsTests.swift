import PuzzleRules
import Testing

@testable import levelsmith

@Suite struct MechanicTrialsTests {
  @Test(arguments: Level.special.keys.sorted { $0.chapter < $1.chapter })
  func `a mechanic that is needed passes`(mechanic: Mechanic) throws {
    let level = try Level.drawn(try #require(Level.special[mechanic]))
    #expect(level.mechanics == [mechanic])
    #expect(MechanicTrials(level, judge: .small).uses(mechanic) == .passed)
  }

  @Test(arguments: [Mechanic.hole, .ice, .oneWay, .door, .lift, .key, .plank])
  func `a mechanic off the way fails both tests, and its cells are idle`(mechanic: Mechanic) throws
  {
    let symbols: [Mechanic: (Character, Character)] = [
      .hole: ("o", "o"), .ice: ("~", "~"), .oneWay: ("<", ">"), .door: ("A", "a"),
      .lift: ("1", "1"), .key: ("K", "k"), .plank: ("%", "%"),
    ]
    let (first, second) = try #require(symbols[mechanic])
    let level = try Level.drawn(
      """
      ########
      #@$.-\(first)-#
      #--#####
      #-----\(second)#
      ########
      """)
    let trials = MechanicTrials(level, judge: .small)
    #expect(trials.wallTest(mechanic) == .failed)
    #expect(trials.floorTest(mechanic) == .failed)
    #expect(trials.uses(mechanic) == .failed)
    #expect(trials.idleCells().map(\.trial) == [.failed, .failed])
  }

  @Test func `colours that tell nothing apart are not used`() throws {
    let level = try Level.drawn(
      """
      #######
      #@x-X-#
      #--#-##
      #-y-Y-#
      #######
      """)
    let trials = MechanicTrials(level, judge: .small)
    #expect(trials.floorTest(.color) == .failed)
    #expect(trials.idleCells().count == 2)
  }

  @Test func `a keeper the other can do without fails`() throws {
    let level = try Level.drawn(
      """
      ########
      #@-$.--#
      #--#-&-#
      ########
      """)
    #expect(MechanicTrials(level, judge: .small).keeperTest() == .failed)
  }

  @Test func `a level with one keeper fails the keeper test`() throws {
    #expect(try MechanicTrials(.corridor(), judge: .small).keeperTest() == .failed)
  }

  @Test func `what the judge cannot tell is undecided`() throws {
    let level = try Level.drawn(try #require(Level.special[.lift]))
    var judge = Judge.small
    judge.fewestPushes = { $0 == level ? .pushes(1) : .unknown }
    let trials = MechanicTrials(level, judge: judge)
    #expect(trials.wallTest(.lift) == .undecided)
    #expect(trials.uses(.lift) == .undecided)
    #expect(trials.idleCells().map(\.trial) == [.undecided, .undecided])
  }

  @Test func `a crate that never needs to move is idle, with its goal`() throws {
    let level = try Level.drawn(
      """
      #######
      #@$.-*#
      #--##-#
      #-----#
      #######
      """)
    guard case .solved(_, let solution) = Judge.small.solve(level) else {
      Issue.record("not solved")
      return
    }
    let idle = MechanicTrials(level, judge: .small).idleCrates(solution: solution)
    #expect(idle.map(\.cell) == [Position(column: 5, row: 1)])
    #expect(idle.map(\.trial) == [.failed])
  }

  @Test func `tracks follow each crate to where it ends`() throws {
    let level = try Level.drawn("########\n#@$-.--#\n#-$o---#\n########")
    let actions = try LURD.recordedActions(in: "RRlldR")
    let tracks = CrateTracks(of: actions, in: level)
    #expect(tracks.pushes.map(\.crate.row) == [1, 1, 2])
    #expect(tracks.ends == [Position(column: 2, row: 1): Position(column: 4, row: 1)])
  }
}
