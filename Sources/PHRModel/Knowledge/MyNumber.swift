import Foundation

/// Finds and masks the My Number (個人番号), which this program never stores.
///
/// The number has twelve digits, the last of which is a check digit (shared formats/codes.md; the
/// formula stands in the ministerial ordinance). A random number of twelve digits passes about
/// once in ten, so readers mask digits and report the place, while fields that a person types are
/// refused with an explanation. Not for fields that hold a code of another kind by definition
/// (drug codes, JAN, the id of a split).
public enum MyNumber {
  /// What stands in place of every digit.
  public static let mask: Character = "＊"

  /// Whether the text holds a My Number.
  public static func isPresent(in text: String) -> Bool { masked(text) != nil }

  /// The text with every digit of every My Number masked, or `nil` if there is none.
  ///
  /// Digits count in every form that NFKC folds to 0...9, with single spaces or hyphens between
  /// groups of four.
  public static func masked(_ text: String) -> String? {
    // Nearly every text is ruled out here: fewer than twelve bytes, or fewer than twelve digits.
    guard text.utf8.count >= 12, text.unicodeScalars.count(where: { digit($0) != nil }) >= 12
    else { return nil }
    var scalars = Array(text.unicodeScalars)
    let marks = scalars.map(mark)
    var found = false
    var start = 0
    while start < marks.count {
      guard let places = match(in: marks, at: start) else {
        start += 1
        continue
      }
      found = true
      for place in places { scalars[place] = "＊" }
      start = (places.last ?? start) + 1
    }
    guard found else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Whether twelve digits form a My Number: the check digit is right and not all are equal.
  public static func isValid(_ digits: [Int]) -> Bool {
    guard digits.count == 12, Set(digits).count > 1 else { return false }
    let weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
    let rest = zip(digits, weights).map { $0 * $1 }.reduce(0, +) % 11
    return digits[11] == (rest <= 1 ? 0 : 11 - rest)
  }

  /// What a scalar is to the detector.
  enum Mark: Equatable {
    case digit(Int)
    case separator
    case other
  }

  /// The places of twelve digits that begin at `start`, form a My Number and touch no other digit.
  static func match(in marks: [Mark], at start: Int) -> [Int]? {
    guard case .digit = marks[start] else { return nil }
    if start > 0, case .digit = marks[start - 1] { return nil }
    var places: [Int] = []
    var digits: [Int] = []
    var position = start
    while position < marks.count, digits.count < 12 {
      switch marks[position] {
      case .digit(let value):
        places.append(position)
        digits.append(value)
      case .separator where digits.count.isMultiple(of: 4) && marks[position - 1] != .separator:
        break
      default: return nil
      }
      position += 1
    }
    if position < marks.count, case .digit = marks[position] { return nil }
    return isValid(digits) ? places : nil
  }

  private static func mark(_ scalar: Unicode.Scalar) -> Mark {
    if let value = digit(scalar) { return .digit(value) }
    switch scalar.value {
    case 0x20, 0xA0, 0x3000, 0x2D, 0x2010...0x2015, 0x2212, 0x30FC, 0xFF0D, 0xFF70:
      return .separator
    default: return .other
    }
  }

  /// The digit that NFKC makes of the scalar.
  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x30...0x39: return Int(scalar.value) - 0x30
    case 0xFF10...0xFF19: return Int(scalar.value) - 0xFF10
    case 0...0xB1, 0x2500...0xFF0F, 0xFF1A...0x1D7CD: return nil
    default:
      // Superscripts, circled and mathematical digits.
      let folded = String(scalar).nfkc
      guard folded.utf8.count == 1, let value = folded.utf8.first else { return nil }
      return (0x30...0x39).contains(value) ? Int(value) - 0x30 : nil
    }
  }
}
