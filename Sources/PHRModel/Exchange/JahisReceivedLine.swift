import Foundation

/// A received line as records keep it: `jahis.<record number>` with the text, commas and blanks as
/// they were.
///
/// The 374 characters that NEC and IBM both added to Shift_JIS (髙, 﨑, Ⅰ …) have two codes. An
/// encoder gives IBM's; a line that had NEC's (ED40–EEFC) carries `+nec`, so that an exact export
/// gives the same bytes.
struct JahisReceivedLine {
  /// The record number as written.
  let tag: String
  /// The line.
  let text: String
  /// Its doubled characters have NEC's codes.
  let isNEC: Bool

  private static let prefix = "jahis."
  private static let mark = "+nec"

  /// The line that a raw field keeps; `nil` for other fields and for a single field of a line
  /// (`jahis.201.11`).
  init?(_ field: RawField) {
    guard field.path.hasPrefix(Self.prefix) else { return nil }
    var rest = field.path.dropFirst(Self.prefix.count)
    isNEC = rest.hasSuffix(Self.mark)
    if isNEC { rest = rest.dropLast(Self.mark.count) }
    guard !rest.isEmpty, !rest.contains(".") else { return nil }
    tag = String(rest)
    text = field.value
  }

  /// The raw field of a line.
  static func field(tag: String, text: String, isNEC: Bool, ownToRecord: Bool) -> RawField {
    RawField(
      path: prefix + tag + (isNEC ? mark : ""), value: text, ownToRecord: ownToRecord)
  }

  /// The lines among raw fields.
  static func lines(_ raw: [RawField]) -> [JahisReceivedLine] {
    raw.compactMap(JahisReceivedLine.init)
  }
}

/// NEC's codes of the characters that IBM's additions to Shift_JIS hold too.
enum NECSelected {
  /// Whether bytes of CP932 use one of these codes.
  static func isUsed(in bytes: Data) -> Bool {
    var rest = [UInt8](bytes)[...]
    while let lead = rest.first {
      if lead == 0xED || lead == 0xEE { return true }
      let isDouble = (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead)
      rest = rest.dropFirst(isDouble ? 2 : 1)
    }
    return false
  }

  /// NEC's code of a character.
  static let codes: [Character: Data] = {
    var codes: [Character: Data] = [:]
    for lead in [UInt8(0xED), 0xEE] {
      for trail in UInt8(0x40)...0xFC where trail != 0x7F {
        let bytes = Data([lead, trail])
        guard let text = String(data: bytes, encoding: .shiftJIS), text.count == 1,
          let character = text.first
        else { continue }
        codes[character] = bytes
      }
    }
    return codes
  }()
}
