import CommandProgram
import ArgumentParser
import CognitoWire

/// What a command found, for people or for scripts.
struct Report: Hashable {
  /// The lines for people, on a terminal of so many columns, or on paper of any width.
  var lines: [String]
  /// The JSON for scripts, with the names of the wire.
  var json: JSONValue

  /// Creates a report of a table, and of `remark` where there are no rows.
  init(_ table: Table, json: JSONValue, width: Int?, emptyRemark remark: String) {
    lines = table.rows.isEmpty ? [remark] : table.lines(width: width)
    self.json = json
  }

  /// Creates a report of facts.
  init(_ facts: Facts, json: JSONValue) {
    lines = facts.lines
    self.json = json
  }

  /// Creates a report of lines whose texts are safe.
  init(lines: [String], json: JSONValue) {
    self.lines = lines
    self.json = json
  }

  /// Writes what was asked for to standard output.
  func write(_ options: ReportOptions) {
    if options.json {
      Output.say(json.text)
    } else {
      for line in lines { Output.say(line) }
    }
  }
}

/// How a command reports.
struct ReportOptions: ParsableArguments {
  @Flag(help: "Write JSON, with the names that the protocol uses.")
  var json = false
}

extension JSONValue {
  /// The value on one line, safe for a terminal.
  var text: String { String(decoding: JSONWriter.write(self), as: UTF8.self).escapedJSON }

  /// Creates a value from a body that a wire operation wrote.
  init(body: [UInt8]) { self = (try? JSONReader.read(body)) ?? .null }
}
