/// The record numbers of JAHIS 電子版お薬手帳データフォーマット Ver.2.6 (shared formats/jahis-okusuri.md,
/// section 4) with their fields.
enum JahisRecordType: Int, CaseIterable {
  case patient = 1
  case patientRemark = 2
  case overTheCounter = 3
  case memo = 4
  case dispensing = 5
  case dispenser = 11
  case pharmacist = 15
  case ingredient = 31
  case prescriber = 51
  case doctor = 55
  case drug = 201
  case drugSupplement = 281
  case drugCaution = 291
  case usage = 301
  case usageSupplement = 311
  case usageCaution = 391
  case caution = 401
  case fromInstitution = 411
  case leftover = 421
  case remark = 501
  case fromPatient = 601
  case familyPharmacist = 701
  case split = 911

  /// The record type with that number as written; leading zeros do not matter.
  init?(number: String) {
    guard (1...3).contains(number.utf8.count), let value = Int(number) else { return nil }
    self.init(rawValue: value)
  }

  /// The fields in their order, the first after the record number.
  var fields: [JahisField] {
    switch self {
    case .patient: [.name, .code, .date, .text, .text, .text, .text, .text, .text, .text]
    case .patientRemark: [.code, .needed, .creator]
    case .overTheCounter: [.needed, .date, .date, .creator, .code, .code]
    case .memo: [.needed, .date, .creator]
    case .dispensing: [.date, .creator]
    case .dispenser: [.needed, .outward, .outward, .outward, .text, .text, .text, .creator]
    case .pharmacist: [.needed, .text, .creator]
    case .ingredient: [.code, .needed, .code, .code, .creator]
    case .prescriber: [.needed, .outward, .outward, .outward, .creator]
    case .doctor: [.needed, .text, .creator]
    case .drug:
      [.code, .needed, .outward, .outward, .outward, .code, .creator, .text, .code, .code]
    case .drugSupplement, .drugCaution, .usageSupplement, .usageCaution: [.code, .needed, .creator]
    case .usage: [.code, .text, .outward, .outward, .outward, .outward, .code, .creator]
    case .caution, .leftover, .remark: [.needed, .creator]
    case .fromInstitution: [.needed, .code, .creator]
    case .fromPatient: [.needed, .date]
    case .familyPharmacist: [.needed, .needed, .needed, .date, .date, .creator]
    case .split: [.code, .code, .code]
    }
  }
}

/// What a reader has to know about one field.
enum JahisField {
  /// Words or numbers that may be missing.
  case text
  /// A person's name; always required.
  case name
  /// Always required.
  case needed
  /// Required only from institution to patient (出力区分 1).
  case outward
  /// A code of its own kind.
  case code
  /// A date of 8 or 7 characters.
  case date
  /// 作成者; labels of Ver.1.0 have none.
  case creator
}
