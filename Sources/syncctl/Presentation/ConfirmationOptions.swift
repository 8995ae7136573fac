import CommandProgram
import ArgumentParser

/// How something that cannot be undone is asked for.
struct ConfirmationOptions: ParsableArguments {
  @Flag(help: "Do not ask.")
  var yes = false

  /// Goes on only when the user means it.
  func require(_ warning: String) throws(Failure) {
    guard !yes else { return }
    guard Output.canAsk else {
      throw Failure(kind: .usage, message: warning, hint: "Say so with --yes.")
    }
    let answer = Question(text: "\(warning) Go on", suggestion: "no").ask().lowercased()
    guard ["y", "yes"].contains(answer) else {
      throw Failure(message: "Nothing was done.")
    }
  }
}

/// A line asked of whoever sits at the terminal.
struct Question {
  let text: String
  /// What an empty line means.
  let suggestion: String

  /// Returns the answer.
  func ask() -> String {
    Output.complain("\(text.escaped)\(suggestion.isEmpty ? "" : " [\(suggestion)]"): ")
    let answer = (readLine() ?? "").drop { $0.isWhitespace }
    return answer.isEmpty ? suggestion : String(answer)
  }
}
