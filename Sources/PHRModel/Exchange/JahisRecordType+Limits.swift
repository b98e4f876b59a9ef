extension JahisRecordType {
  /// Longest length of every field in bytes of Shift_JIS (Ver.2.6).
  var limits: [Int] {
    switch self {
    case .patient: [40, 1, 8, 8, 800, 13, 800, 20, 7, 40]
    case .patientRemark: [1, 120, 1]
    case .overTheCounter: [120, 8, 8, 1, 3, 13]
    case .ingredient: [3, 256, 1, 20, 1]
    case .memo: [400, 8, 1]
    case .dispensing: [8, 1]
    case .dispenser: [120, 2, 1, 7, 8, 800, 13, 1]
    case .pharmacist: [40, 800, 1]
    case .prescriber: [120, 2, 1, 7, 1]
    case .doctor: [40, 80, 1]
    case .drug: [3, 120, 12, 12, 1, 13, 1, 120, 1, 12]
    case .drugSupplement, .usageSupplement: [3, 100, 1]
    case .drugCaution, .usageCaution: [3, 400, 1]
    case .usage: [3, 100, 3, 100, 2, 1, 16, 1]
    case .caution, .leftover, .remark: [400, 1]
    case .fromInstitution: [400, 2, 1]
    case .fromPatient: [400, 8]
    case .familyPharmacist: [40, 120, 800, 8, 8, 1]
    case .split: [14, 3, 3]
    }
  }
}
