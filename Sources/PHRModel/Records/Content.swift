/// What a record says, by kind.
public enum Content: Sendable, Equatable {
  /// A health checkup.
  case checkup(Checkup)
  /// One vaccine dose.
  case vaccination(Vaccination)
  /// One drug line.
  case medication(Medication)
  /// One block of a medical-cost notice.
  case cost(MedicalCost)
  /// An allergy or adverse reaction.
  case allergy(Allergy)
  /// A condition, past illness or procedure.
  case condition(Condition)
  /// One measured value.
  case measurement(SelfMeasurement)
  /// A notice.
  case notice(Notice)
  /// An insurance qualification.
  case insurance(Insurance)

  /// The kind of the record.
  public var kind: Kind {
    switch self {
    case .checkup: .checkup
    case .vaccination: .vaccination
    case .medication: .medication
    case .cost: .cost
    case .allergy: .allergy
    case .condition: .condition
    case .measurement: .measurement
    case .notice: .notice
    case .insurance: .insurance
    }
  }
}

extension Content: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, value
  }

  /// Reads `{"kind": …, "value": …}`; an unknown kind is a decoding error, which callers treat
  /// as an unreadable record.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try container.decode(type, forKey: .value)
    }
    switch try container.decode(Kind.self, forKey: .kind) {
    case .checkup: self = .checkup(try value(Checkup.self))
    case .vaccination: self = .vaccination(try value(Vaccination.self))
    case .medication: self = .medication(try value(Medication.self))
    case .cost: self = .cost(try value(MedicalCost.self))
    case .allergy: self = .allergy(try value(Allergy.self))
    case .condition: self = .condition(try value(Condition.self))
    case .measurement: self = .measurement(try value(SelfMeasurement.self))
    case .notice: self = .notice(try value(Notice.self))
    case .insurance: self = .insurance(try value(Insurance.self))
    }
  }

  /// Writes `{"kind": …, "value": …}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    switch self {
    case .checkup(let value): try container.encode(value, forKey: .value)
    case .vaccination(let value): try container.encode(value, forKey: .value)
    case .medication(let value): try container.encode(value, forKey: .value)
    case .cost(let value): try container.encode(value, forKey: .value)
    case .allergy(let value): try container.encode(value, forKey: .value)
    case .condition(let value): try container.encode(value, forKey: .value)
    case .measurement(let value): try container.encode(value, forKey: .value)
    case .notice(let value): try container.encode(value, forKey: .value)
    case .insurance(let value): try container.encode(value, forKey: .value)
    }
  }
}
