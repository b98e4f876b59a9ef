public import Foundation

/// The formats that can be imported.
public enum ImportFormat: String, Sendable, CaseIterable, Codable {
  /// JAHIS 電子版お薬手帳データフォーマット.
  case jahis
  /// National 特定健診 XML.
  case kenshin
  /// マイナポータル key/value CSV.
  case myna
  /// FHIR R4 JSON or NDJSON.
  case fhir
}

/// What a reader finds, one by one, in the order of the file.
///
/// Readers are pure: bytes in, events out. Whoever consumes them decides, in one transaction,
/// whether anything is kept.
public enum ImportEvent: Sendable, Equatable {
  /// Facts on the person the file is about; a file may give several partial ones.
  case person(Profile)
  /// Facts on an episode.
  case episode(EpisodeDraft)
  /// A record.
  case record(RecordDraft)
  /// A FHIR Consent, at that entry or line.
  case consent(JSONValue, position: Int)
  /// Something kept only in the original, by its type, so that it can be counted.
  case keptRaw(type: String)
  /// A problem.
  case problem(ImportProblem)
}

/// Reads one format piece by piece, so that line formats work at any size.
public protocol ImportReader {
  /// Takes the next bytes of the file; hands every finding to the sink.
  mutating func consume(_ bytes: Data, into sink: (ImportEvent) throws -> Void) throws
  /// The file ends here.
  mutating func finish(into sink: (ImportEvent) throws -> Void) throws
}
