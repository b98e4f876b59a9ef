/// The directives of a vault at one moment: a set, in which order of entry never matters.
public struct DirectiveSet: Sendable, Equatable {
  private var byRule: [DirectiveRule: Directive]

  /// The set of those directives.
  public init(_ directives: some Sequence<Directive> = []) {
    byRule = [:]
    for directive in directives { insert(directive) }
  }

  /// All of them, the oldest first.
  public var all: [Directive] {
    byRule.values.sorted { ($0.set, $0.id) < ($1.set, $1.id) }
  }

  /// Adds a directive, unless an equal entry is there: then the older one stays.
  public mutating func insert(_ directive: Directive) {
    let rule = directive.rule
    if let present = byRule[rule], (present.set, present.id) <= (directive.set, directive.id) {
      return
    }
    byRule[rule] = directive
  }

  /// Takes out the entry that says the same, if there is one.
  public mutating func remove(_ directive: Directive) {
    byRule[directive.rule] = nil
  }

  /// Whether an entry says the same.
  public func contains(_ rule: DirectiveRule) -> Bool { byRule[rule] != nil }

  /// The directive with that name.
  public subscript(id: DirectiveID) -> Directive? {
    byRule.values.first { $0.id == id }
  }
}
