package import SyncCore

/// The names under which datasets of a merged identity reappear at its parent (cognito-sync.md 3.5,
/// "Merge S into P", point 4).
package enum MergedDatasetNames {
  /// Returns a free name at the parent for each dataset of `source`, in the order of `names`.
  ///
  /// The name extended by the source comes first, then the own one. A parent that has both gets a
  /// numbered one, shortened if need be, for no dataset may be left behind.
  ///
  /// - Parameter taken: The names of datasets that the parent has.
  package static func places(
    for names: [DatasetName], of source: IdentityID, taken: Set<DatasetName>
  ) -> [(name: DatasetName, place: DatasetName)] {
    var taken = taken
    return names.map { name in
      let place = candidates(for: name, of: source).first { !taken.contains($0) } ?? name
      taken.insert(place)
      return (name, place)
    }
  }

  private static func candidates(
    for name: DatasetName, of source: IdentityID
  ) -> some Sequence<DatasetName> {
    let numbered = (2...).lazy.compactMap { number -> DatasetName? in
      let suffix = ".\(number).\(source)"
      return DatasetName(name.rawValue.prefix(DatasetName.maximumLength - suffix.count) + suffix)
    }
    return sequence(state: (numbered.makeIterator(), 0)) { state in
      state.1 += 1
      return switch state.1 {
      case 1: name.merged(from: source) ?? name
      case 2: name
      default: state.0.next()
      }
    }
  }
}
