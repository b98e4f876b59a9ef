import Foundation
import Testing

@testable import PHRModel

/// How many random sets each property sees: 20,000 in every run, more with PHR_LONG=1.
private enum Effort {
  static let chunks = 20
  static let perChunk = ProcessInfo.processInfo.environment["PHR_LONG"] == "1" ? 6_000 : 1_000
}

@Suite struct `Policy against random sets` {
  @Test(arguments: 0..<Effort.chunks)
  func `decides what the plain restatement of the rules decides`(chunk: Int) {
    for number in 0..<Effort.perChunk {
      var world = RandomWorld(seed: UInt64(chunk * 1_000_000 + number))
      let (asker, purpose, at) = (world.asker(), world.purpose(), world.near())
      let evaluator = Policy(world.state).evaluator(for: asker, purpose: purpose, at: at)
      let plain = Restatement(
        state: world.state, records: world.records, recipient: asker, purpose: purpose, at: at)
      var builder = RecordFactsBuilder()
      for facts in builder.facts(of: world.records) {
        let decision = evaluator.decide(facts)
        let agrees = plain.verdict(on: facts.id).agrees(with: decision)
        #expect(agrees, "seed \(chunk * 1_000_000 + number), record \(facts.id)")
      }
    }
  }

  @Test(arguments: 0..<Effort.chunks)
  func `a hide never reveals, a show never hides, order never matters`(chunk: Int) {
    for number in 0..<Effort.perChunk / 2 {
      var world = RandomWorld(seed: UInt64(chunk * 1_000_000 + number) ^ 0xABCD)
      let (asker, purpose, at) = (world.asker(), world.purpose(), world.near())
      var builder = RecordFactsBuilder()
      let facts = builder.facts(of: world.records)
      let before = Policy(world.state).evaluator(for: asker, purpose: purpose, at: at)
      let shown = facts.filter(before.shows).map(\.id)
      let outcomes = world.changes().map { state in
        let after = Policy(state).evaluator(for: asker, purpose: purpose, at: at)
        return Set(facts.filter(after.shows).map(\.id))
      }
      #expect(outcomes[0].isSubset(of: shown))
      #expect(outcomes[1].isSuperset(of: shown))
      #expect(outcomes[2] == Set(shown))
    }
  }

  @Test(arguments: 0..<Effort.chunks)
  func `versions and twins share one decision`(chunk: Int) {
    for number in 0..<Effort.perChunk / 4 {
      var world = RandomWorld(seed: UInt64(chunk * 1_000_000 + number) ^ 0x7777)
      let (asker, purpose, at) = (world.asker(), world.purpose(), world.near())
      let evaluator = Policy(world.state).evaluator(for: asker, purpose: purpose, at: at)
      var builder = RecordFactsBuilder()
      let facts = builder.facts(of: world.records)
      let byID = Dictionary(uniqueKeysWithValues: facts.map { ($0.id, $0) })
      for one in facts {
        for twin in one.twins.compactMap({ byID[$0.id] }) {
          #expect(evaluator.shows(one) == evaluator.shows(twin))
        }
      }
    }
  }
}

extension Restatement.Verdict {
  /// Whether the decision is the same and names a reason that the restatement finds too.
  fileprivate func agrees(with decision: Decision) -> Bool {
    let (word, ids): (String, Set<DirectiveID>) =
      switch self {
      case .shown(let word, let ids), .hidden(let word, let ids): (word, ids)
      }
    guard decision.isShown == isShown else { return false }
    // A notice about two hidden records may name either.
    if decision.through != nil { return true }
    guard decision.reason.word == word else { return false }
    if case .directive(let id, _, _) = decision.reason { return ids.contains(id) }
    return true
  }
}

extension RandomWorld {
  /// The state with one more hide, with one more show, and entered in another order.
  fileprivate mutating func changes() -> [ConsentState] {
    var (hidden, shown, shuffled) = (state, state, state)
    hidden.directives.insert(directive(.hide))
    shown.directives.insert(directive(.show))
    let all = state.directives.all
    shuffled.directives = DirectiveSet(self.shuffled(all))
    return [hidden, shown, shuffled]
  }
}
