extension ImportProblem {
  /// Whether the file as a whole cannot be taken, so that nothing of it may be kept.
  ///
  /// One malformed line of a line format names its line and refuses only itself.
  public var refusesFile: Bool {
    severity == .error && line == nil && reason.concernsWholeFile
  }
}

extension ImportProblem.Reason {
  /// Whether the reason is about a file and not about a place in it.
  public var concernsWholeFile: Bool {
    switch self {
    case .unknownFormat, .emptyFile, .undecodable, .tooLarge, .tooDeep, .malformed,
      .doctypeRefused, .prescriptionDeclined, .notACheckup, .compressedUnsupported,
      .archiveRefused, .partMissing, .headerMissing:
      true
    default: false
    }
  }
}
