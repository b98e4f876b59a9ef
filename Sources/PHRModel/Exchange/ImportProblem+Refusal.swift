extension ImportProblem {
  /// Whether the file as a whole cannot be taken, so that nothing of it may be kept.
  public var refusesFile: Bool { severity == .error && reason.concernsWholeFile }
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
