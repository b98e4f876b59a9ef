/// What an import of one file did, or would do.
public struct ImportReport: Sendable, Equatable {
  /// The format that was read.
  public var format: ImportFormat
  /// Records that were not here before, by kind.
  public var new: [Kind: Int] = [:]
  /// New versions of records.
  public var changed = 0
  /// Records that the source withdrew.
  public var withdrawn = 0
  /// Records that were here already.
  public var unchanged = 0
  /// New records that are the same event as one from another source.
  public var twins = 0
  /// What is kept only in the original, by type.
  public var keptRaw: [String: Int] = [:]
  /// FHIR Consents whose rules hold now.
  public var consents = 0
  /// Problems in the order of the file; at most `problemLimit`, `problemCount` counts all.
  public var problems: [ImportProblem] = []
  /// All problems, also those beyond the limit.
  public var problemCount = 0
  /// The profile was empty and was filled from this file.
  public var filledProfile = false
  /// Number under which the original is kept; `nil` if nothing was stored.
  public var original: Int64?

  /// Problems that are kept one by one.
  public static let problemLimit = 1000

  /// A report on a file of a format in which nothing was found yet.
  public init(format: ImportFormat) {
    self.format = format
  }

  /// New records of all kinds.
  public var newCount: Int { new.values.reduce(0, +) }
  /// Records that the file holds.
  public var recordCount: Int { newCount + changed + withdrawn + unchanged }
}
