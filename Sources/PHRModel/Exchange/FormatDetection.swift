public import Foundation

/// Tells by a file's first bytes what it is, whatever its name.
public enum FormatDetection {
  /// What a file is.
  public enum Result: Sendable, Equatable {
    /// A format that has a reader.
    case format(ImportFormat)
    /// Not importable, and why.
    case refused(ImportProblem.Reason)
  }

  /// How many bytes are enough.
  public static let headSize = 65_536

  /// What a file with that beginning is.
  ///
  /// - Parameter head: The first `headSize` bytes, or the whole file if it is shorter.
  /// - Returns: The format, or the reason why the file is refused as a whole.
  public static func detect(_ head: Data) -> Result {
    let bytes = head.prefix(headSize)
    if bytes.allSatisfy({ [0, 0x09, 0x0A, 0x0D, 0x1A, 0x20].contains($0) }) {
      return .refused(.emptyFile)
    }
    if let reason = refusedSignature(bytes) { return .refused(reason) }
    guard let text = text(of: bytes) else { return .refused(.undecodable) }
    // The reader of XML takes UTF-16; the text formats and JSON (RFC 8259, section 8.1) do not.
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\0" }
    switch start.first {
    case "<": return xml(start)
    case _ where isUTF16: return .refused(.undecodable)
    case "{", "[": return .format(.fhir)
    default: return lines(start)
    }
  }

  /// Signatures of compressed and binary files.
  private static func refusedSignature(_ bytes: Data) -> ImportProblem.Reason? {
    let compressed: [[UInt8]] = [
      [0x1F, 0x8B], [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0x50, 0x4B, 0x07, 0x08],
      [0x42, 0x5A, 0x68], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], [0x28, 0xB5, 0x2F, 0xFD],
      [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], [0x1F, 0x9D],
    ]
    if compressed.contains(where: { bytes.starts(with: $0) }) { return .compressedUnsupported }
    // PDF, PNG, JPEG, GIF, legacy Office, ELF, SQLite.
    let foreign: [[UInt8]] = [
      Array("%PDF".utf8), [0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8),
      [0xD0, 0xCF, 0x11, 0xE0], [0x7F, 0x45, 0x4C, 0x46], Array("SQLite format 3".utf8),
    ]
    return foreign.contains(where: { bytes.starts(with: $0) }) ? .unknownFormat : nil
  }

  /// The beginning as text; a character cut at its end does not count.
  private static func text(of bytes: Data) -> String? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return String(data: bytes.prefix(bytes.count & ~1), encoding: .utf16)
    }
    for cut in 0...3 where cut < bytes.count {
      if let text = TextDecoding.decode(Data(bytes.dropLast(cut))) { return text }
    }
    // One damaged field must not hide what the file is: its first line tells.
    let starts = [TextEncoding.utf8, .cp932].map { TextDecoding.repaired(bytes.prefix(64), as: $0) }
    return starts.first { start in
      ["JAHIS", "<?xml", "わたしの情報"].contains { start.prefix(10).contains($0) }
    }
  }

  private static func lines(_ text: Substring) -> Result {
    let line = text.prefix { !$0.isNewline }.filter { $0 != "\"" && !$0.isWhitespace }
    if line.hasPrefix("JAHISTC") { return .format(.jahis) }
    if line.hasPrefix("JAHIS"), line.dropFirst(5).first?.isASCIIDigit == true {
      return .refused(.prescriptionDeclined)
    }
    if line.hasPrefix("わたしの情報") { return .format(.myna) }
    return looksLikeNotebook(line) ? .refused(.headerMissing) : .refused(.unknownFormat)
  }

  /// A line of a medication notebook without the version record before it, as the second of two
  /// QR symbols gives it.
  private static func looksLikeNotebook(_ line: String) -> Bool {
    let number = line.prefix { $0 != "," }
    return line.contains(",") && JahisRecordType(number: String(number)) != nil
  }

  private static func xml(_ text: Substring) -> Result {
    let bytes = [UInt8](text.utf8)
    guard case .root(let start) = XMLProlog.next(in: bytes) else {
      return .refused(XMLProlog.next(in: bytes) == .declaration ? .doctypeRefused : .malformed)
    }
    let root = String(decoding: bytes[start...], as: UTF8.self).prefix { $0 != ">" }
    let name = root.dropFirst().prefix { !$0.isWhitespace && $0 != "/" }
    if name.split(separator: ":").last == "ClinicalDocument" {
      return isGuidance(text) ? .refused(.notACheckup) : .format(.kenshin)
    }
    // Index, summary and fee files of the delivery archive.
    let delivery = ["tokuteikenshin.jp", "www.mhlw.go.jp/stf/seisakunitsuite"]
    let isDelivery = delivery.contains { root.contains($0) }
    return .refused(isDelivery ? .notACheckup : .unknownFormat)
  }

  /// Report kinds 21–25 are guidance reports (hg08), which share the root element.
  private static func isGuidance(_ text: Substring) -> Bool {
    if text.prefix(2000).contains("hg08") { return true }
    let codes = text.components(separatedBy: "1.2.392.200119.6.1001")
    guard codes.count > 1 else { return false }
    let before = codes[0].suffix(200).components(separatedBy: "<").last ?? ""
    let tag = before + codes[1].prefix { $0 != ">" }
    return (21...25).contains { tag.contains("code=\"\($0)\"") }
  }
}
