/// All that is wrong with a level file, in the order of the text.
package struct LevelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One mistake; prints as `file:line:col: message`.
  package struct Issue: Hashable, Sendable, CustomStringConvertible {
    /// The name of the file.
    package let file: String

    /// The line, from 1.
    package let line: Int

    /// The column in Unicode scalars, from 1.
    package let column: Int

    /// What is wrong, in one clause.
    package let message: String

    package var description: String { "\(file):\(line):\(column): \(message)" }
  }

  /// The mistakes; at least one.
  package let issues: [Issue]

  init(issues: [Issue]) {
    self.issues = issues
  }

  init(file: String, line: Int, column: Int, message: String) {
    issues = [Issue(file: file, line: line, column: column, message: message)]
  }

  package var description: String { issues.map(\.description).joined(separator: "\n") }
}
