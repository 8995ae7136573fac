import CommandProgram
import Foundation
import LevelPack
import PuzzleRules

/// The levels a command works on: those of a file in any format, or those of the game.
struct LevelSource {
  /// What to call it in messages.
  let name: String
  /// The levels and what is said about them together.
  let file: LevelFile

  /// Reads the file at `path`, `-` being standard input, or takes the levels of the game.
  init(_ path: String?) throws {
    guard let path else {
      name = "the levels of the game"
      do {
        var file = LevelFile()
        file.collection = "Hundred Holds"
        file.levels = try LevelPack.load().levels
        self.file = file
      } catch {
        throw HoldsError("The levels in this program are broken: \(error)")
      }
      return
    }
    name = "'\(path.escaped)'"
    let bytes = try Self.bytes(of: path)
    do throws(LevelFileError) {
      file = try LevelFile(importing: bytes, name: path)
    } catch {
      let lines = error.issues.map { "\n" + $0.description.escaped }.joined()
      throw HoldsError("These levels cannot be used:" + lines)
    }
  }

  /// Returns the level with `number`; without one, the only level there is.
  func level(_ number: Int?) throws -> Level {
    let levels = try levels(number)
    guard levels.count == 1 else {
      throw HoldsError(
        "There are \(levels.count) levels in \(name).", hint: "Name one with --level.", status: 64)
    }
    return levels[0]
  }

  /// Returns the level with `number`, or its place where levels have none; without one, all of them.
  func levels(_ number: Int?) throws -> [Level] {
    guard let number else { return file.levels }
    let isNumbered = file.levels.contains { $0.number != nil }
    let level =
      isNumbered
      ? file.levels.first { $0.number == number }
      : file.levels.indices.contains(number - 1) ? file.levels[number - 1] : nil
    guard let level else { throw HoldsError("There is no level \(number) in \(name).") }
    return [level]
  }

  /// Reads no more of the file at `path` than is too much already.
  static func bytes(of path: String) throws -> [UInt8] {
    do {
      let file =
        path == "-"
        ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: path))
      var bytes: [UInt8] = []
      while bytes.count <= LevelFile.maximumBytes,
        let part = try file.read(upToCount: LevelFile.maximumBytes + 1), !part.isEmpty
      {
        bytes += part
      }
      return bytes
    } catch {
      throw HoldsError(
        "'\(path.escaped)' cannot be read.", hint: "Is it a file, and yours to read?")
    }
  }
}
