/// What joins doors to the plates that open them, by the letter in level files.
package enum DoorGroup: Hashable, Sendable, CaseIterable {
  case a
  case b
  case c
}
