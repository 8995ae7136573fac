import Foundation
import PuzzleRules
import Testing

@testable import levelsmith

@Suite struct CanonicalFormTests {
  private static let board = """
    ##########
    #@-a-A-1-#
    #-x--v-y-#
    #1-b-B-X-#
    #&-$.--Y-#
    ##########
    """

  private static let renamed = """
    ##########
    #&-c-C-7-#
    #-z--v-x-#
    #7-a-A-Z-#
    #@-$.--X-#
    ##########
    """

  @Test(arguments: Symmetry.all)
  func `turning and mirroring does not change it`(symmetry: Symmetry) throws {
    let level = try Level.drawn(Self.board)
    let turned = symmetry.apply(Blueprint(level)).level
    #expect(CanonicalForm(turned) == CanonicalForm(level))
    #expect(Blueprint(turned).differences(from: Blueprint(level)) == 0)
    let isSame = symmetry.apply(Blueprint(level)) == Blueprint(level)
    #expect(isSame == (symmetry == .identity))
  }

  @Test(arguments: Symmetry.all)
  func `other names for doors, lifts, colours and keepers do not change it`(
    symmetry: Symmetry
  ) throws {
    let level = try Level.drawn(Self.board)
    let other = symmetry.apply(Blueprint(try Level.drawn(Self.renamed))).level
    #expect(CanonicalForm(level) == CanonicalForm(other))
  }

  @Test(arguments: [
    ("1", "-"), ("v", ">"), ("x", "y"), ("B", "A"), (".", "-.-"), ("$", "x"), ("&", "-"),
  ])
  func `another cell makes another level`(change: (from: String, to: String)) throws {
    var rows = Self.board.split(separator: "\n").map(String.init)
    let place = try #require(rows.lastIndex { $0.contains(change.from) })
    let range = try #require(rows[place].range(of: change.from))
    rows[place].replaceSubrange(range, with: change.to.count == 1 ? change.to : "-")
    if change.from == "." {
      rows[2].replaceSubrange(try #require(rows[2].range(of: "-x-")), with: ".x-")
    }
    if change.from == "1" { rows[1] = rows[1].replacing("1", with: "-") }
    let other = try Level.drawn(rows.joined(separator: "\n"))
    #expect(try CanonicalForm(other) != CanonicalForm(Level.drawn(Self.board)))
  }

  @Test func `levels that differ in their specials alone have one core`() throws {
    let first = try Level.drawn("#######\n#@$~~.#\n#--o--#\n#######")
    let second = try Level.drawn("#######\n#.>-$@#\n#-----#\n#######")
    #expect(CanonicalForm(first) != CanonicalForm(second))
    #expect(CanonicalForm(first, scope: .coreOnly) == CanonicalForm(second, scope: .coreOnly))
  }

  @Test func `names are given by first use`() throws {
    let level = try Level.drawn(Self.renamed).renamed
    #expect(
      level.picture(of: level.start) == [
        "##########", "#&-a-A-1-#", "#-x--v-y-#", "#1-b-B-X-#", "#@-$.--Y-#", "##########",
      ])
    #expect(try CanonicalForm(level) == CanonicalForm(Level.drawn(Self.renamed)))
  }

  @Test func `boards of different size have no differences to count`() throws {
    let corridor = Blueprint(try Level.corridor())
    #expect(corridor.differences(from: Blueprint(try Level.stowage())) == nil)
  }

  @Test func `of levels that are the same the first stays`() throws {
    var selection = Selection()
    let level = try Level.stowage()
    #expect(selection.add(level) == nil)
    let mirrored = Symmetry.all[5].apply(Blueprint(level)).level
    #expect(selection.add(mirrored)?.hasPrefix("is the same as level 1") == true)
    #expect(selection.add(try .corridor()) == nil)
    let near = try Level.drawn("######\n#@-$.#\n######")
    #expect(selection.add(near) == "differs from level 2 of those kept in 2 cells")
    #expect(selection.levels == [level, try .corridor()])
  }
}
