public import Foundation

/// Joins the parts of a notebook that record 911 split (shared formats/jahis-okusuri.md, section 7).
///
/// Every part begins with the version record and ends with `911,<id>,<total>,<n>`. Parts may come
/// in any order, as separate files, among other files.
public enum JahisSplit {
  /// The split control of a part.
  public struct Part: Sendable, Hashable {
    /// データ固有ID.
    public let id: String
    /// 分割数.
    public let total: Int
    /// データ連番, from 1.
    public let number: Int
  }

  /// Files that belong together, or a single file.
  public struct Joined: Sendable, Equatable {
    /// Which of the given files, in the order of the data.
    public let sources: [Int]
    /// The data as one file without split control; `nil` as long as parts are missing.
    public let bytes: Data?
    /// Numbers of the missing parts.
    public let missing: [Int]
  }

  /// A part is about one QR symbol; a file above this is none.
  private static let maximumSize = 1 << 20

  /// The split control of a file, or `nil` if the file is whole.
  public static func part(of file: Data) -> Part? {
    guard file.count <= maximumSize, FormatDetection.detect(file) == .format(.jahis) else {
      return nil
    }
    return lines(of: file).last { isControl($0) }.flatMap(control)
  }

  /// Groups files: parts with the same id become one, every other file stays by itself.
  ///
  /// - Parameter files: The bytes of all files of one import.
  /// - Returns: One entry for every whole, in the order of its first file.
  public static func join(_ files: [Data]) -> [Joined] {
    let parts = files.map { part(of: $0) }
    var joined: [Joined] = []
    var done: Set<String> = []
    for (index, part) in parts.enumerated() {
      guard let part, part.total > 1 else {
        joined.append(Joined(sources: [index], bytes: files[index], missing: []))
        continue
      }
      guard done.insert(part.id).inserted else { continue }
      joined.append(join(id: part.id, total: part.total, parts: parts, files: files))
    }
    return joined
  }

  private static func join(id: String, total: Int, parts: [Part?], files: [Data]) -> Joined {
    let places = parts.indices.filter { parts[$0]?.id == id }
    let ordered = places.sorted { (parts[$0]?.number ?? 0) < (parts[$1]?.number ?? 0) }
    let missing = Set(1...total).subtracting(ordered.compactMap { parts[$0]?.number }).sorted()
    guard missing.isEmpty else { return Joined(sources: ordered, bytes: nil, missing: missing) }
    var bytes = Data()
    var taken: Set<Int> = []
    for place in ordered {
      // The same part given twice counts once.
      guard let number = parts[place]?.number, taken.insert(number).inserted else { continue }
      for (index, line) in lines(of: files[place]).enumerated() {
        if isControl(line) || (index == 0 && !bytes.isEmpty) { continue }
        bytes += line + [0x0D, 0x0A]
      }
    }
    return Joined(sources: ordered, bytes: bytes, missing: [])
  }

  private static func lines(of file: Data) -> [Data] {
    var reader = LineReader()
    var lines: [Data] = []
    reader.consume(file) { lines.append($0.bytes) }
    reader.finish { lines.append($0.bytes) }
    return lines.filter { !$0.isEmpty }
  }

  private static func isControl(_ line: Data) -> Bool { line.starts(with: Array("911,".utf8)) }

  private static func control(_ line: Data) -> Part? {
    let fields = String(decoding: line, as: UTF8.self).split(separator: ",").map { $0.trimmed }
    guard fields.count >= 4, let total = Int(fields[2]), let number = Int(fields[3]),
      (1...999).contains(total), (1...total).contains(number)
    else { return nil }
    return Part(id: fields[1], total: total, number: number)
  }
}

extension JahisSplit {
  /// Cuts a file into parts at record boundaries, for one QR symbol each.
  ///
  /// - Parameters:
  ///   - file: A whole file, beginning with its version record.
  ///   - id: データ固有ID, 14 digits, the same for all parts.
  ///   - limit: Longest part in bytes; one line longer than it makes a longer part.
  /// - Returns: The parts in their order; the file itself if it fits or would need over 999 parts.
  public static func split(_ file: Data, id: String, limit: Int = 1800) -> [Data] {
    let all = lines(of: file)
    guard file.count > limit, let header = all.first else { return [file] }
    // `911,<14>,<3>,<3>` and the line ends.
    let room = limit - header.count - 32
    var groups: [[Data]] = [[]]
    var size = 0
    for line in all.dropFirst() {
      if size + line.count + 2 > room, size > 0 {
        groups.append([])
        size = 0
      }
      groups[groups.count - 1].append(line)
      size += line.count + 2
    }
    guard (2...999).contains(groups.count) else { return [file] }
    return groups.enumerated().map { index, group in
      let control = Data("911,\(id),\(groups.count),\(index + 1)".utf8)
      return ([header] + group + [control]).reduce(into: Data()) { $0 += $1 + [0x0D, 0x0A] }
    }
  }
}
