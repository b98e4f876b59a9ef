public import Foundation

extension MyNumber {
  /// A file's bytes with every My Number masked in place, or `nil` if there is none.
  ///
  /// For the kept original of a file in which a reader found one: half-width digits become `*`,
  /// full-width digits (UTF-8 and CP932) become `＊` of the same encoding, so that lengths and
  /// lines stay as they were.
  public static func masked(_ bytes: Data) -> Data? {
    var masked = [UInt8](bytes)
    let units = units(of: masked)
    let marks = units.map(\.mark)
    var found = false
    var start = 0
    while start < marks.count {
      guard let places = match(in: marks, at: start) else {
        start += 1
        continue
      }
      found = true
      for place in places { overwrite(units[place], in: &masked) }
      start = (places.last ?? start) + 1
    }
    return found ? Data(masked) : nil
  }

  /// One digit, separator or other byte with its place.
  private struct Unit {
    let offset: Int
    let form: Form
    let mark: Mark
  }

  /// How a unit is written.
  private enum Form {
    case ascii, utf8, cp932
  }

  private static func units(of bytes: [UInt8]) -> [Unit] {
    var units: [Unit] = []
    units.reserveCapacity(bytes.count)
    var offset = 0
    while offset < bytes.count {
      let unit = unit(in: bytes, at: offset)
      units.append(unit)
      offset += unit.form == .utf8 ? 3 : unit.form == .cp932 ? 2 : 1
    }
    return units
  }

  private static func unit(in bytes: [UInt8], at offset: Int) -> Unit {
    let first = bytes[offset]
    let second = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    let third = offset + 2 < bytes.count ? bytes[offset + 2] : 0
    switch (first, second, third) {
    case (0x30...0x39, _, _):
      return Unit(offset: offset, form: .ascii, mark: .digit(Int(first) - 0x30))
    case (0x20, _, _), (0x2D, _, _):
      return Unit(offset: offset, form: .ascii, mark: .separator)
    case (0xEF, 0xBC, 0x90...0x99):
      return Unit(offset: offset, form: .utf8, mark: .digit(Int(third) - 0x90))
    case (0xEF, 0xBC, 0x8D), (0xE3, 0x80, 0x80), (0xE2, 0x88, 0x92):
      return Unit(offset: offset, form: .utf8, mark: .separator)
    case (0x82, 0x4F...0x58, _):
      return Unit(offset: offset, form: .cp932, mark: .digit(Int(second) - 0x4F))
    case (0x81, 0x40, _), (0x81, 0x7C, _):
      return Unit(offset: offset, form: .cp932, mark: .separator)
    default:
      return Unit(offset: offset, form: .ascii, mark: .other)
    }
  }

  private static func overwrite(_ unit: Unit, in bytes: inout [UInt8]) {
    switch unit.form {
    case .ascii: bytes[unit.offset] = 0x2A
    case .utf8:
      // U+FF0A is EF BC 8A.
      bytes[unit.offset + 2] = 0x8A
    case .cp932:
      // ＊ is 81 96.
      bytes[unit.offset] = 0x81
      bytes[unit.offset + 1] = 0x96
    }
  }
}
