extension ImportProblem {
  /// Whether the file as a whole cannot be taken, so that nothing of it may be kept.
  ///
  /// One malformed line of a line format names its line and refuses only itself.
  public var refusesFile: Bool {
    severity == .error && line == nil && reason.concernsWholeFile
  }
}

extension ImportProblem {
  /// A problem at a place of a file, as bad as its reason is there.
  static func at(_ reason: Reason, line: Int?, field: String? = nil) -> ImportProblem {
    ImportProblem(reason, severity: reason.severityAtPlace, line: line, field: field)
  }
}

extension ImportProblem.Reason {
  /// How bad the reason is at a place: an error if something of the field is left out and only
  /// the original keeps it, else a warning.
  public var severityAtPlace: ImportProblem.Severity {
    switch self {
    case .badDate, .numberTooLarge, .undecodableText, .unsafeText, .myNumberMasked, .tooLong:
      .error
    default: concernsWholeFile ? .error : .warning
    }
  }

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
