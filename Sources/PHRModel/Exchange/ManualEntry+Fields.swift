/// The fields of every kind.
extension ManualEntry {
  static func commonFields(_ role: Facility.Role) -> [ManualField] {
    [
      ManualField(
        "date", .date, read: { $0.date?.description },
        write: { body, text in
          body.date = JapaneseDate.parse(text)
          return true
        }),
      .facility("facility", role),
      .facilityCode("facility-code", role),
      .body("note", \.note),
    ]
  }

  static var vaccinationFields: [ManualField] {
    let place = ContentPlace<Vaccination>(
      get: { if case .vaccination(let value) = $0 { value } else { nil } },
      make: { .vaccination($0) })
    return [
      .concept("vaccine", required: true, in: place, \.vaccine),
      .whole("dose", from: 1, in: place, \.doseNumber),
      .text("stage", in: place, \.stage),
      .text("product", in: place, \.product),
      .text("maker", in: place, \.manufacturer),
      .text("lot", in: place, \.lotNumber),
      .date("expires", in: place, \.expires),
      .content(
        "amount", .number, in: place, read: { $0.amount?.value },
        write: { value, text in
          value.amount = text.isEmpty ? nil : Quantity(value: text, unit: "mL")
          return true
        }),
      .words("site", in: place, \.site),
      .words("route", in: place, \.route),
      .content(
        "programme", .choice(["routine", "voluntary", "extraordinary"]), in: place,
        read: { $0.programme?.rawValue },
        write: { value, text in
          value.programme = Vaccination.Programme(rawValue: text)
          return true
        }),
      .practitioner("doctor", .performer, in: place, \.practitioners),
      .date("next-due", in: place, \.nextDue),
      .content(
        "reaction", in: place, read: { $0.reactions.first },
        write: { value, text in
          value.reactions = text.isEmpty ? [] : [text]
          return true
        }),
    ]
  }

  static var medicationFields: [ManualField] {
    let place = ContentPlace<Medication>(
      get: { if case .medication(let value) = $0 { value } else { nil } },
      make: { .medication($0) })
    return [
      .concept("drug", required: true, in: place, \.drug),
      .content(
        "amount", .number, in: place, read: { $0.dose?.value },
        write: { value, text in
          value.dose = text.isEmpty ? nil : Quantity(value: text, unit: value.dose?.unit)
          return true
        }),
      .content(
        "unit", in: place, read: { $0.dose?.unit },
        write: { value, text in
          value.dose?.unit = text.isEmpty ? nil : text
          return value.dose != nil || text.isEmpty
        }),
      .words("usage", in: place, \.usage),
      .whole("days", in: place, \.days),
      .date("start", in: place, \.start),
      .date("end", in: place, \.end),
      .choice("origin", in: place, \.origin),
      .practitioner("doctor", .prescriber, in: place, \.practitioners),
      .facility("pharmacy", .dispenser),
    ]
  }

  static var costFields: [ManualField] {
    let place = ContentPlace<MedicalCost>(
      get: { if case .cost(let value) = $0 { value } else { nil } }, make: { .cost($0) })
    return [
      .concept("care-type", required: true, in: place, \.careType),
      .whole("self-pay", required: true, in: place, \.selfPay),
      .whole("total", in: place, \.total),
      .whole("insurer-share", in: place, \.insurerShare),
      .whole("public-share", in: place, \.publicShare),
      .whole("meal-charge", in: place, \.mealCharge),
      .whole("days", in: place, \.days),
    ]
  }

  static var allergyFields: [ManualField] {
    let place = ContentPlace<Allergy>(
      get: { if case .allergy(let value) = $0 { value } else { nil } }, make: { .allergy($0) })
    return [
      .concept("substance", required: true, in: place, \.substance),
      .choice("category", in: place, \.category),
      .content(
        "reaction", in: place, read: { $0.reactions.first?.shown },
        write: { value, text in
          value.reactions = text.isEmpty ? [] : [CodedText(text: text)]
          return true
        }),
      .content(
        "criticality", .choice(["low", "high", "unable-to-assess"]), in: place,
        read: { $0.criticality },
        write: { value, text in
          value.criticality = text.isEmpty ? nil : text
          return true
        }),
      .date("onset", in: place, \.onset),
      .content(
        "none-known", .choice(["yes", "no"]), in: place,
        read: { $0.noneKnown ? "yes" : nil },
        write: { value, text in
          value.noneKnown = text == "yes"
          return true
        }),
    ]
  }

  static var conditionFields: [ManualField] {
    let place = ContentPlace<Condition>(
      get: { if case .condition(let value) = $0 { value } else { nil } },
      make: { .condition($0) })
    return [
      .concept("name", required: true, in: place, \.code),
      .choice("category", in: place, \.category),
      .content(
        "status", .choice(["active", "recurrence", "remission", "resolved"]), in: place,
        read: { $0.clinicalStatus },
        write: { value, text in
          value.clinicalStatus = text.isEmpty ? nil : text
          return true
        }),
      .date("onset", in: place, \.onset),
      .date("until", in: place, \.abatement),
      .practitioner("doctor", .performer, in: place, \.practitioners),
      .content(
        "none-known", .choice(["yes", "no"]), in: place,
        read: { $0.noneKnown ? "yes" : nil },
        write: { value, text in
          value.noneKnown = text == "yes"
          return true
        }),
    ]
  }

  static var noticeFields: [ManualField] {
    let place = ContentPlace<Notice>(
      get: { if case .notice(let value) = $0 { value } else { nil } }, make: { .notice($0) })
    return [
      .content(
        "text", required: true, in: place, read: { $0.body.first },
        write: { value, text in
          value.body = text.isEmpty ? [] : [text]
          return true
        }),
      .date("deadline", in: place, \.deadline),
    ]
  }

  static var insuranceFields: [ManualField] {
    let place = ContentPlace<Insurance>(
      get: { if case .insurance(let value) = $0 { value } else { nil } },
      make: { .insurance($0) })
    return [
      .facility("insurer", .insurer),
      .text("insurer-number", in: place, \.insured.insurerNumber),
      .text("symbol", in: place, \.insured.symbol),
      .text("number", in: place, \.insured.number),
      .text("branch", in: place, \.insured.branch),
      .date("valid-from", in: place, \.validFrom),
      .date("valid-to", in: place, \.validTo),
    ]
  }
}
