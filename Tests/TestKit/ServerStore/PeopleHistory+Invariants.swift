import IdentityCore
import ServerStorage
import SyncCore

extension PeopleHistory {
  /// Remembers what the answer means, and returns what is wrong with it.
  mutating func learn(_ request: Request, _ answer: StoreAnswer, before: Seen) -> String? {
    if case .refused = answer {
      coverage.refused += 1
      return seen == before ? nil : "What was refused left a trace."
    }
    if request.isAttack { return "Somebody else was answered." }
    if case .identity(let identity) = answer { return learn(identity, request.person) }
    switch request.operation {
    case .dataset(.commit(let commit)):
      let values = commit.patches.compactMap(\.value)
      people[request.person].written.formUnion(values)
      for value in values { writer[value] = commit.dataset.identity }
    case .dataset(.delete(let dataset, _)):
      forget(before.datasets.filter { $0.dataset == dataset })
    case .identity(.delete):
      let left = Set(seen.identities.map(\.id))
      forget(before.datasets.filter { !left.contains($0.dataset.identity) })
    case .dataset, .identity, .account, .pool, .device, .stream, .usage, .analytics, .role,
      .developer:
      break
    }
    return nil
  }

  private mutating func learn(_ identity: Identity, _ person: Int) -> String? {
    guard owner[identity.id, default: person] == person else { return "An id means two people." }
    guard seen.identities.contains(identity) else { return "The answer is not what is stored." }
    owner[identity.id] = person
    if !people[person].known.contains(identity.id) { people[person].known.append(identity.id) }
    people[person].proofs.append(
      IdentityProof(identity: identity.id, isAuthenticated: identity.isAuthenticated))
    return nil
  }

  private mutating func forget(_ datasets: [PublishedCommit]) {
    let values = Set(datasets.flatMap(\.records).compactMap(\.value))
    for index in people.indices { people[index].written.subtract(values) }
  }

  /// Returns what is wrong with what the store shows.
  mutating func brokenInvariant(since before: Seen) -> String? {
    let logins = seen.identities.flatMap { Array($0.logins) }
    guard logins.count == Set(logins).count else { return "A login has two owners." }
    guard Set(seen.identities.map(\.id)).count == seen.identities.count else {
      return "An id means two identities."
    }
    let earlier = Dictionary(uniqueKeysWithValues: before.identities.map { ($0.id, $0) })
    for identity in seen.identities {
      guard let old = earlier[identity.id] else { continue }
      guard identity.created == old.created, identity.pool == old.pool else {
        return "\(identity.id) is another one than before."
      }
      guard old.state == .enabled || (identity.state != .enabled && identity.logins.isEmpty) else {
        return "\(identity.id) came back after it was shut."
      }
      count(from: old, to: identity)
    }
    return seen.identities.compactMap(fault).first ?? lostRecord()
  }

  private mutating func count(from old: Identity, to new: Identity) {
    guard old.state == .enabled, new.state != .enabled else { return }
    if new.mergedInto == nil { coverage.closed += 1 } else { coverage.merged += 1 }
  }

  private func fault(of identity: Identity) -> String? {
    let providers = identity.logins.map(\.provider).filter { $0 != Self.developer }
    guard Set(providers).count == providers.count else {
      return "\(identity.id) has two users of one provider."
    }
    let hasDatasets = seen.datasets.contains { $0.dataset.identity == identity.id }
    guard identity.mergedInto == nil || (identity.logins.isEmpty && !hasDatasets) else {
      return "\(identity.id) was merged in part."
    }
    guard let parent = identity.mergedInto else { return nil }
    guard let end = seen.identities.first(where: { $0.id == parent }) else {
      return "\(identity.id) was merged into nobody."
    }
    return owner[end.id] == owner[identity.id] ? nil : "\(identity.id) became somebody else's."
  }

  private mutating func lostRecord() -> String? {
    var held: [Int: [String]] = [:]
    for dataset in seen.datasets {
      guard let person = owner[dataset.dataset.identity] else { return "A dataset is nobody's." }
      let values = dataset.records.compactMap(\.value)
      held[person, default: []] += values
      coverage.moved += values.count { writer[$0] != dataset.dataset.identity }
    }
    for (number, person) in people.enumerated() {
      let values = held[number] ?? []
      guard values.count == Set(values).count else { return "A record is there twice." }
      guard Set(values) == person.written else {
        let difference = Set(values).symmetricDifference(person.written)
        return "Person \(number) does not find \(difference)."
      }
    }
    return nil
  }
}
