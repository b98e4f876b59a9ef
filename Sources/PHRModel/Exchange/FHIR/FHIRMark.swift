/// What is known of one element while its resource is read: whether it has found its field, and
/// where it stands.
///
/// Marks are made only where somebody looks, and a path becomes text only where somebody asks for
/// it: nearly all elements find their field, and then nobody does.
final class FHIRMark {
  /// The way from the element around to this one.
  enum Step {
    /// The value of a member of an object.
    case member(String)
    /// An element of an array.
    case element(Int)
  }

  /// Whether the element, with everything in it, has found its field.
  private(set) var isTaken = false
  // The element around owns this mark and outlives it.
  private unowned let around: FHIRMark?
  private let step: Step?
  private var inner: [FHIRMark?] = []

  /// The mark of a whole resource.
  init() {
    around = nil
    step = nil
  }

  private init(_ step: Step, in around: FHIRMark) {
    self.around = around
    self.step = step
  }

  /// Marks the element as having found its field.
  func take() { isTaken = true }

  /// The mark of an inner element, made at its first use.
  ///
  /// - Parameters:
  ///   - place: its place among the members or elements.
  ///   - count: how many there are.
  ///   - step: the way to it.
  /// - Returns: always the same one for the same place.
  func mark(at place: Int, of count: Int, _ step: Step) -> FHIRMark {
    if inner.isEmpty { inner = Array(repeating: nil, count: count) }
    if let known = inner[place] { return known }
    let made = FHIRMark(step, in: self)
    inner[place] = made
    return made
  }

  /// The mark of an inner element, if anybody has looked at it.
  func known(at place: Int) -> FHIRMark? {
    place < inner.count ? inner[place] : nil
  }

  /// Where the element stands, from the resource down: `dosageInstruction[0].text`.
  var path: String {
    guard let around, let step else { return "" }
    let outer = around.path
    switch step {
    case .member(let name): return outer.isEmpty ? name : "\(outer).\(name)"
    case .element(let place): return "\(outer)[\(place)]"
    }
  }
}
