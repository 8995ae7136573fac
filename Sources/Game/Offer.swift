import LevelPack
import PuzzleRules

/// What the banner proposes: to go on where another device is.
enum Offer: Hashable, Sendable {
  /// Another device is further in this level.
  case ahead(device: String?, moves: Int, sequence: Int)

  /// Another device is in another level.
  case elsewhere(ResumePoint)

  /// This device and another one took different courses in this level.
  case diverged(sequence: Int)
}

extension GameState {
  /// What the banner proposes, unless the player did not want it.
  var offer: Offer? {
    guard let offer = possibleOffer, offer != dismissed else { return nil }
    return offer
  }

  /// What there is to propose, whether the player wants it or not.
  var possibleOffer: Offer? {
    guard let play else { return nil }
    let stored = progress.savedAttempt(atLevel: play.number)
    switch play.relation {
    case .diverged: return .diverged(sequence: stored?.sequence ?? 0)
    case .storedExtendsBoard:
      guard let stored else { return nil }
      return .ahead(
        device: deviceAhead(inLevel: play.number), moves: stored.cursor, sequence: stored.sequence)
    case .same, .boardExtendsStored, .unreadable:
      guard let visitor, visitor.level != play.number, pack.level(visitor.level) != nil else {
        return nil
      }
      return .elsewhere(visitor)
    }
  }

  /// The device that was last in a level, if that is another one and it is known which.
  func deviceAhead(inLevel number: Int) -> String? {
    if let point = progress.resumePoint, point.level == number,
      point.device != progress.deviceID
    {
      return point.device
    }
    let others = progress.devices(inLevel: number)
    return others.count == 1 ? others.first : nil
  }
}
