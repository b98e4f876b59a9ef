/// The reader of every format.
public enum ImportReaders {
  /// A fresh reader of that format.
  public static func reader(of format: ImportFormat) -> any ImportReader {
    switch format {
    case .jahis: JahisReader()
    case .kenshin: KenshinReader()
    case .myna: MynaReader()
    case .fhir: FHIRReader()
    }
  }
}
