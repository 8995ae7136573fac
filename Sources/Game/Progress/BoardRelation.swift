/// How the board under the player's hands relates to the attempt all devices share.
package enum BoardRelation: Hashable, Sendable {
  /// They are the same, cursor included.
  case same
  /// The board is ahead; saving it loses nothing.
  case boardExtendsStored
  /// Another device is ahead, and the board has nothing of its own: offer to continue there.
  case storedExtendsBoard
  /// Each has something the other lacks: the player must choose.
  case diverged
  /// A later version of the game wrote the shared attempt, and this one cannot judge it.
  case unreadable
}
