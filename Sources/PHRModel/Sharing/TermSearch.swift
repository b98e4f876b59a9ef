/// Finds many terms in a text in one pass, however many terms there are.
///
/// The automaton of Aho and Corasick ("Efficient string matching", CACM 18, 1975) over Unicode
/// scalars. Terms and texts must be folded alike beforehand.
struct TermSearch {
  private var steps: [UInt64: Int] = [:]
  private var fallback: [Int] = [0]
  private var ending: [Int?] = [nil]
  private var shorter: [Int] = [0]
  private var children: [[Unicode.Scalar]] = [[]]

  /// A search for those terms; a match is reported by the term's position in the list.
  init(_ terms: [String]) {
    for (number, term) in terms.enumerated() where !term.isEmpty { insert(term, number) }
    link()
    children = []
  }

  /// The positions of all terms that occur in the text, each once, in order.
  func matches(in text: String) -> [Int] {
    guard fallback.count > 1 else { return [] }
    var found: Set<Int> = []
    var node = 0
    for scalar in text.unicodeScalars {
      node = next(node, scalar)
      var end = node
      while end != 0 {
        if let term = ending[end] { found.insert(term) }
        end = shorter[end]
      }
    }
    return found.sorted()
  }

  /// Whether any term occurs in the text.
  func finds(in text: String) -> Bool {
    var node = 0
    for scalar in text.unicodeScalars {
      node = next(node, scalar)
      if ending[node] != nil || shorter[node] != 0 { return true }
    }
    return false
  }

  private mutating func insert(_ term: String, _ number: Int) {
    var node = 0
    for scalar in term.unicodeScalars {
      if let child = steps[Self.step(node, scalar)] {
        node = child
        continue
      }
      let child = fallback.count
      steps[Self.step(node, scalar)] = child
      fallback.append(0)
      ending.append(nil)
      shorter.append(0)
      children[node].append(scalar)
      children.append([])
      node = child
    }
    ending[node] = ending[node] ?? number
  }

  /// Breadth first, so that every fallback is ready before it is needed.
  private mutating func link() {
    var queue = children[0].compactMap { steps[Self.step(0, $0)] }
    var position = 0
    while position < queue.count {
      let node = queue[position]
      position += 1
      for scalar in children[node] {
        guard let child = steps[Self.step(node, scalar)] else { continue }
        let target = next(fallback[node], scalar)
        fallback[child] = target
        shorter[child] = ending[target] == nil ? shorter[target] : target
        queue.append(child)
      }
    }
  }

  private func next(_ node: Int, _ scalar: Unicode.Scalar) -> Int {
    var node = node
    while true {
      if let child = steps[Self.step(node, scalar)] { return child }
      if node == 0 { return 0 }
      node = fallback[node]
    }
  }

  private static func step(_ node: Int, _ scalar: Unicode.Scalar) -> UInt64 {
    UInt64(node) << 32 | UInt64(scalar.value)
  }
}
