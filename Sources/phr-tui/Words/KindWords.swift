import PHRModel

/// Names of kinds, formats and states, as DESIGN section 1 fixes them.
enum KindWords {
  /// The name of a kind.
  static func name(of kind: Kind) -> Text {
    switch kind {
    case .checkup: Text(ja: "健診", en: "checkup")
    case .vaccination: Text(ja: "予防接種", en: "vaccination")
    case .medication: Text(ja: "お薬手帳", en: "medication")
    case .cost: Text(ja: "医療費", en: "cost")
    case .allergy: Text(ja: "アレルギー", en: "allergy")
    case .condition: Text(ja: "既往・病名", en: "condition")
    case .measurement: Text(ja: "自己測定", en: "measurement")
    case .notice: Text(ja: "お知らせ", en: "notice")
    case .insurance: Text(ja: "資格", en: "insurance")
    }
  }

  /// The name of an import format.
  static func name(of format: ImportFormat) -> Text {
    switch format {
    case .jahis: Text(ja: "電子版お薬手帳（JAHIS）", en: "medication notebook (JAHIS)")
    case .kenshin: Text(ja: "特定健診XML", en: "national checkup XML")
    case .myna: Text(ja: "マイナポータルCSV", en: "MyNaPortal CSV")
    case .fhir: Text(ja: "FHIR", en: "FHIR")
    }
  }

  /// Where a record comes from, as a list shows it.
  static func source(_ label: String) -> Text {
    if let format = ImportFormat(rawValue: label) { return name(of: format) }
    return switch label {
    case Provenance.Channel.portal.rawValue: Text(ja: "ポータル", en: "portal")
    case Provenance.Channel.manual.rawValue: Text(ja: "手入力", en: "typed in")
    default: Text(ja: label, en: label)
    }
  }

  /// Whether a record stands.
  static func name(of status: Record.Status) -> Text {
    switch status {
    case .active: Text(ja: "有効", en: "valid")
    case .withdrawn: Text(ja: "取り下げ", en: "withdrawn")
    case .vanished: Text(ja: "ポータルから消えました", en: "no longer at the portal")
    }
  }
}
