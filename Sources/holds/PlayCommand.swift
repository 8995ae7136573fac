import ArgumentParser
import CursesTerminal
import Foundation
import Screen

/// `holds play`, or `holds` alone: the game on the screen.
struct PlayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Plays. This is what happens without a subcommand.")

  @OptionGroup var device: DeviceOptions

  @Flag(help: "Play without any service; progress goes up when you play without this again.")
  var offline = false

  @Flag(help: "Draw without colours, as with NO_COLOR.")
  var mono = false

  @Flag(help: "Draw with ASCII characters alone.")
  var ascii = false

  func validate() throws {
    guard !offline || device.server == nil else {
      throw ValidationError("--offline and --server exclude each other.")
    }
  }

  @MainActor func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let surroundings = Surroundings(
      options: device, isOffline: offline, environment: environment)
    let pack = try surroundings.levels()
    let link = try surroundings.link(pack: pack, isPlaying: true)
    let terminal: CursesTerminal
    do throws(TerminalError) {
      terminal = try CursesTerminal(
        options: TerminalOptions(
          environment: environment, isMonochrome: mono, glyphs: ascii ? .ascii : nil))
    } catch {
      throw HoldsError(error.description, hint: error.hint, status: 2)
    }
    let shell = GameShell(terminal: terminal, link: link, pack: pack)
    let problem = await shell.run()
    if let copy = link.damagedStoreCopy {
      print("The saved games were damaged. What was there is kept in '\(copy)'.")
    }
    if let problem {
      throw HoldsError(problem, hint: "Everything before these is saved. Is the disk full?")
    }
  }
}
