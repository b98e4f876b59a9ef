/// The code systems of drugs, their names on the wire and their shapes (shared formats/codes.md).
///
/// No master is shipped, so only length and characters are checked, never existence.
public enum DrugCodeSystem: String, Sendable, CaseIterable {
  /// レセプト電算処理システム, 9 digits.
  case receipt
  /// 薬価基準収載医薬品コード (厚労省), 12 characters.
  case priceList
  /// 個別医薬品コード (YJ), 12 characters.
  case yj
  /// HOT7: prescribed.
  case hot7
  /// HOT9: prescribed and company.
  case hot9
  /// HOT13: down to the package.
  case hot13
  /// 一般名コード, 12 characters.
  case generic
  /// JAN (GTIN-13), for over-the-counter drugs.
  case jan
  /// JAMI usage code, 16 digits: how to take a drug.
  case usage

  /// The URI that is written.
  public var uri: String {
    switch self {
    case .receipt: "urn:oid:1.2.392.100495.20.2.71"
    case .priceList: "urn:oid:1.2.392.100495.20.2.72"
    case .yj: "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code"
    case .hot7: "http://medis.or.jp/CodeSystem/master-HOT7"
    case .hot9: "http://medis.or.jp/CodeSystem/master-HOT9"
    case .hot13: "http://medis.or.jp/CodeSystem/master-HOT13"
    case .generic: "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationGeneralOrderCode"
    case .jan: "https://www.gs1.org/gtin"
    case .usage: "http://jami.jp/CodeSystem/MedicationUsage"
    }
  }

  /// Older URIs of the same system.
  public var olderURIs: [String] {
    switch self {
    case .yj: ["urn:oid:1.2.392.100495.20.2.73", "urn:oid:1.2.392.100495.20.1.73"]
    case .hot7: ["urn:oid:1.2.392.200119.4.403.2"]
    case .hot9: ["urn:oid:1.2.392.200119.4.403.1", "urn:oid:1.2.392.100495.20.2.74"]
    case .hot13: ["urn:oid:1.2.392.200119.4.402.1"]
    case .generic: ["urn:oid:1.2.392.100495.20.2.81"]
    case .usage: ["urn:oid:1.2.392.200250.2.2.20", "urn:oid:1.2.392.200250.2.2.20.20"]
    case .receipt, .priceList, .jan: []
    }
  }

  /// The system that a URI of either generation names.
  public init?(uri: String) {
    guard let found = Self.byURI[uri] else { return nil }
    self = found
  }

  private static let byURI: [String: DrugCodeSystem] = {
    var found: [String: DrugCodeSystem] = [:]
    for system in allCases {
      for uri in [system.uri] + system.olderURIs { found[uri] = system }
    }
    return found
  }()

  /// Whether a code has the length and the characters of its system.
  public func hasShape(_ code: String) -> Bool {
    let isAlphanumeric = code.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
    }
    let isNumeric = code.utf8.allSatisfy { (0x30...0x39).contains($0) }
    switch self {
    case .receipt: return code.utf8.count == 9 && isNumeric
    case .priceList, .yj, .generic: return code.utf8.count == 12 && isAlphanumeric
    case .hot7: return code.utf8.count == 7 && isNumeric
    case .hot9: return code.utf8.count == 9 && isNumeric
    case .hot13: return code.utf8.count == 13 && isNumeric
    case .jan: return code.utf8.count == 13 && isNumeric && CheckDigit.isValidGTIN(code)
    case .usage: return code.utf8.count == 16 && isAlphanumeric
    }
  }

  /// The first four digits of 薬効分類, by which drugs of one effect are found.
  public func effectClass(of code: String) -> String? {
    guard [.priceList, .yj, .generic].contains(self), hasShape(code) else { return nil }
    let digits = code.prefix(4)
    return digits.allSatisfy(\.isASCIIDigit) ? String(digits) : nil
  }
}
