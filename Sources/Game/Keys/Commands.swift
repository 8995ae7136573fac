import PuzzleRules

/// What a key asks for wherever it is pressed.
enum GeneralCommand: Hashable, Sendable {
  case help
  case quit
  case redraw
  case suspend
}

/// What a key asks for while playing.
enum PlayCommand: Hashable, Sendable {
  case step(Direction)
  case swap
  case undo
  case undoPush
  case redo
  case restart
  case nextLevel
  case previousLevel
  case goToLevel
  case map
  case continueThere
  case dismiss
  case pause
}

/// What a key asks for once a level is solved.
enum SolvedCommand: Hashable, Sendable {
  case next
  case retry
  case map
  case undo
  case board
}

/// What a key asks for on the level map.
enum MapCommand: Hashable, Sendable {
  case go(Direction)
  case play
  case nextUnsolved
  case goToLevel
  case back
}

/// What a key asks for in a menu.
enum MenuCommand: Hashable, Sendable {
  case up
  case down
  case choose
  case back
}

/// What a key asks for where two boards are to be chosen from.
enum ChoiceCommand: Hashable, Sendable {
  case mine
  case other
  case later
}

/// What a key asks for in the help.
enum HelpCommand: Hashable, Sendable {
  case next
  case previous
  case back
}

/// What a key asks for in the sign-in form, besides text.
enum FormCommand: Hashable, Sendable {
  case nextField
  case previousField
  case submit
  case otherPurpose
  case playAsGuest
  case clear
  case back
}

/// What a key asks for while a level number is typed, besides digits.
enum NumberCommand: Hashable, Sendable {
  case go
  case erase
  case back
}

/// What a key answers to a question.
enum AnswerCommand: Hashable, Sendable {
  case yes
  case no
}
