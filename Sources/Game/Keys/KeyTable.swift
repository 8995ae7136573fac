import PuzzleRules
import Screen

/// All bound keys: what keys do and what the help says both come from here (game.md 6.5).
enum KeyTable {
  /// Everywhere; the letters among them are text where text is typed.
  static let general: [KeyBinding<GeneralCommand>] = [
    KeyBinding(.help, ["?"], "help"),
    KeyBinding(.quit, ["q", .control("c")], "save and quit, safe at any time"),
    KeyBinding(.redraw, [.control("l")], "draw the screen again"),
    KeyBinding(.suspend, [.control("z")], "suspend; the shell's fg comes back"),
  ]

  /// While playing.
  static let play: [KeyBinding<PlayCommand>] = [
    KeyBinding(.step(.up), [.up, "k", "w"], "step or push up"),
    KeyBinding(.step(.down), [.down, "j", "s"], "step or push down"),
    KeyBinding(.step(.left), [.left, "h", "a"], "step or push left"),
    KeyBinding(.step(.right), [.right, "l", "d"], "step or push right"),
    KeyBinding(.swap, [.tab], "pass control to the other keeper"),
    KeyBinding(.undo, ["u", .backspace], "undo one action"),
    KeyBinding(.undoPush, ["U"], "undo to before the last push"),
    KeyBinding(.redo, ["y", .control("r")], "redo"),
    KeyBinding(.restart, ["r"], "restart; redo takes it back"),
    KeyBinding(.nextLevel, ["n"], "next level"),
    KeyBinding(.previousLevel, ["p"], "previous level"),
    KeyBinding(.goToLevel, ["g"], "go to a level by number"),
    KeyBinding(.map, ["m"], "level map"),
    KeyBinding(.continueThere, ["c"], "continue where the banner says"),
    KeyBinding(.dismiss, ["x"], "dismiss the banner"),
    KeyBinding(.pause, [.escape], "pause"),
  ]

  /// Once a level is solved.
  static let solved: [KeyBinding<SolvedCommand>] = [
    KeyBinding(.next, [.enter, "n"], "next level"),
    KeyBinding(.retry, ["r"], "play it again"),
    KeyBinding(.map, ["m"], "level map"),
    KeyBinding(.undo, ["u", .backspace], "take the last action back"),
    KeyBinding(.board, [.escape], "look at the board"),
  ]

  /// On the level map.
  static let map: [KeyBinding<MapCommand>] = [
    KeyBinding(.go(.up), [.up, "k", "w"], "chapter above"),
    KeyBinding(.go(.down), [.down, "j", "s"], "chapter below"),
    KeyBinding(.go(.left), [.left, "h", "a"], "level before"),
    KeyBinding(.go(.right), [.right, "l", "d"], "level after"),
    KeyBinding(.play, [.enter], "play the level"),
    KeyBinding(.nextUnsolved, [.tab], "next unsolved level"),
    KeyBinding(.goToLevel, ["g"], "go to a level by number"),
    KeyBinding(.back, [.escape, "m"], "back"),
  ]

  /// In the title and pause menus.
  static let menu: [KeyBinding<MenuCommand>] = [
    KeyBinding(.up, [.up, .backTab, "k", "w"], "entry above"),
    KeyBinding(.down, [.down, .tab, "j", "s"], "entry below"),
    KeyBinding(.choose, [.enter, " "], "choose the entry"),
    KeyBinding(.back, [.escape], "from pause back to the board"),
  ]

  /// Where two boards are to be chosen from.
  static let choice: [KeyBinding<ChoiceCommand>] = [
    KeyBinding(.mine, ["1"], "go on with this terminal's board"),
    KeyBinding(.other, ["2"], "go on with the other board"),
    KeyBinding(.later, [.escape], "decide later"),
  ]

  /// In the help.
  static let help: [KeyBinding<HelpCommand>] = [
    KeyBinding(.next, [.right, .down, .pageDown, " ", .enter], "next page"),
    KeyBinding(.previous, [.left, .up, .pageUp, .backspace], "previous page"),
    KeyBinding(.back, [.escape, "?"], "back"),
  ]

  /// In the sign-in form.
  static let form: [KeyBinding<FormCommand>] = [
    KeyBinding(.nextField, [.tab, .down], "next field"),
    KeyBinding(.previousField, [.backTab, .up], "previous field"),
    KeyBinding(.submit, [.enter], "sign in, or create the account"),
    KeyBinding(.otherPurpose, [.control("n")], "new account, or back to sign in"),
    KeyBinding(.playAsGuest, [.control("g")], "play as guest"),
    KeyBinding(.clear, [.control("u")], "empty the field"),
    KeyBinding(.back, [.escape], "back"),
  ]

  /// While a level number is typed.
  static let number: [KeyBinding<NumberCommand>] = [
    KeyBinding(.go, [.enter], "go to the level"),
    KeyBinding(.erase, [.backspace], "take a digit back"),
    KeyBinding(.back, [.escape], "stay here"),
  ]

  /// When asked whether to sign out.
  static let answer: [KeyBinding<AnswerCommand>] = [
    KeyBinding(.yes, ["y"], "sign out"),
    KeyBinding(.no, [.escape, "n"], "stay signed in"),
  ]

  /// Everything above by place, for the help.
  static let sections: [KeySection] = [
    KeySection(title: "While playing", lines: play.lines()),
    KeySection(title: "Everywhere", lines: general.lines()),
    KeySection(title: "When a level is solved", lines: solved.lines()),
    KeySection(title: "On the level map", lines: map.lines()),
    KeySection(title: "In menus", lines: menu.lines()),
    KeySection(title: "In this help", lines: help.lines()),
    KeySection(title: "When both devices moved on", lines: choice.lines()),
    KeySection(title: "When signing in", lines: form.lines()),
    KeySection(title: "When asked to sign out", lines: answer.lines()),
    KeySection(title: "When typing a level number", lines: number.lines()),
  ]
}
