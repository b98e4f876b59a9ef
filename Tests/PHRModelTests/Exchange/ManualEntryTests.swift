import Testing

@testable import PHRModel

/// Typed fields: what they take, what they become, and what they give back.
@Suite struct ManualEntryTests {
  /// A value that every field of that name takes, and how it is read back if that differs.
  static let values: [String: (typed: String, back: String?)] = [
    "date": ("R8.3.10", "2026-03-10"), "facility": ("ｶｸｳ病院", nil),
    "facility-code": ("1319999916", nil),
    "note": ("memo", nil), "vaccine": ("MR", nil), "dose": ("2", nil), "stage": ("2期", nil),
    "product": ("p", nil), "maker": ("m", nil), "lot": ("A1", nil),
    "expires": ("2026-12", nil), "amount": ("0.50", nil), "site": ("左腕", nil), "route": ("皮下", nil),
    "programme": ("routine", nil), "doctor": ("例 太郎", nil), "next-due": ("2026年4月1日", "2026-04-01"),
    "reaction": ("rash", nil), "drug": ("d", nil), "unit": ("mL", nil), "usage": ("daily", nil),
    "days": ("28", nil), "start": ("2026-03-01", nil), "end": ("2026-03-28", nil),
    "origin": ("dispensed", nil), "pharmacy": ("ph", nil), "care-type": ("調剤", nil),
    "self-pay": ("300", nil), "total": ("1000", nil), "insurer-share": ("700", nil),
    "public-share": ("0", nil), "meal-charge": ("10", nil), "substance": ("soba", nil),
    "criticality": ("high", nil), "onset": ("2010", nil), "none-known": ("yes", nil),
    "name": ("asthma", nil), "status": ("active", nil), "until": ("2020", nil), "text": ("t", nil),
    "deadline": ("2026-09-30", nil), "insurer": ("i", nil), "insurer-number": ("06139992", nil),
    "symbol": ("１２", nil), "number": ("３４", nil), "branch": ("01", nil),
    "valid-from": ("2025-04-01", nil), "valid-to": ("2027-03-31", nil), "conclusion": ("ok", nil),
    "value": ("62.50", nil), "device": ("scale", nil),
  ]

  private static func typed(_ field: ManualField, of kind: Kind) -> (typed: String, back: String?)?
  {
    switch (kind, field.name) {
    case (.checkup, "item"): ("体重=62.5; 尿糖=-", "体重=62.5 kg; 尿糖=-")
    case (_, "item"): ("体重", nil)
    case (_, "category"):
      if case .choice(let words) = field.form { words.last.map { ($0, nil) } } else { nil }
    case (.condition, "status"): ("resolved", nil)
    default: values[field.name]
    }
  }

  @Test(arguments: Kind.allCases)
  func `every field of a kind is kept and read back`(kind: Kind) throws {
    let fields = ManualEntry.fields(of: kind)
    // The code of an institution and a unit follow what they belong to.
    let order = fields.sorted { Self.rank($0) < Self.rank($1) }
    let typed = try order.map { field in
      (name: field.name, value: try #require(Self.typed(field, of: kind), "\(field.name)").typed)
    }
    let body = try ManualEntry.body(of: kind, fields: typed)
    #expect(body.kind == kind)
    #expect(!body.title.isEmpty)
    let back = ManualEntry.values(of: body)
    for field in fields {
      let expected = try #require(Self.typed(field, of: kind))
      let found = back.first { $0.name == field.name }?.value
      #expect(found == expected.back ?? expected.typed, "\(kind) \(field.name)")
    }
  }

  private static func rank(_ field: ManualField) -> Int {
    ["facility-code", "unit"].contains(field.name) ? 1 : 0
  }

  @Test(arguments: Kind.allCases)
  func `what was read back says the same once more`(kind: Kind) throws {
    let fields = ManualEntry.fields(of: kind).sorted { Self.rank($0) < Self.rank($1) }
    let typed = fields.compactMap { field in
      Self.typed(field, of: kind).map { (name: field.name, value: $0.typed) }
    }
    var body = try ManualEntry.body(of: kind, fields: typed)
    let before = body
    let again = fields.map { field in (name: field.name, value: field.read(body) ?? "") }
    try ManualEntry.set(again.filter { $0.name != "item" }, in: &body)
    #expect(body == before)
  }

  @Test(arguments: Kind.allCases)
  func `an emptied field is gone, a needed one cannot be`(kind: Kind) throws {
    let fields = ManualEntry.fields(of: kind).sorted { Self.rank($0) < Self.rank($1) }
    let typed = fields.compactMap { field in
      Self.typed(field, of: kind).map { (name: field.name, value: $0.typed) }
    }
    let full = try ManualEntry.body(of: kind, fields: typed)
    for field in fields {
      var body = full
      if field.isRequired {
        #expect(throws: ManualEntryError.missing(field: field.name)) {
          try ManualEntry.set([(field.name, "")], in: &body)
        }
        #expect(body == full)
      } else if case .choice = field.form {
        // Choices fall back to what the kind begins with.
        try ManualEntry.set([(field.name, "")], in: &body)
      } else {
        try ManualEntry.set([(field.name, "")], in: &body)
        #expect(field.read(body) == nil, "\(kind) \(field.name)")
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `no field keeps a My Number or an escape sequence`(kind: Kind) throws {
    for field in ManualEntry.fields(of: kind) where field.form == .text {
      for number in ["123456789018", "１２３４ ５６７８ ９０１８", "1234\u{200B}5678\u{202E}9018"] {
        let text = kind == .checkup && field.name == "item" ? "体重=\(number)" : number
        #expect(throws: ManualEntryError.myNumber(field: field.name), "\(kind) \(field.name)") {
          var body = try ManualEntry.body(of: .notice, fields: [("text", "x")])
          body.content = try Self.blank(kind)
          try ManualEntry.set([(field.name, text)], in: &body)
        }
      }
    }
  }

  private static func blank(_ kind: Kind) throws -> Content {
    let fields = ManualEntry.fields(of: kind)
    let needed = fields.filter { $0.isRequired || $0.name == "insurer" }.compactMap { field in
      typed(field, of: kind).map { (name: field.name, value: $0.typed) }
    }
    return try ManualEntry.body(of: kind, fields: needed).content
  }

  @Test(arguments: Kind.allCases)
  func `a record of nothing is none`(kind: Kind) {
    #expect(throws: ManualEntryError.self) { try ManualEntry.body(of: kind, fields: []) }
    #expect(throws: ManualEntryError.self) {
      try ManualEntry.body(of: kind, fields: [("note", ""), ("date", "")])
    }
  }

  @Test(arguments: [
    (Kind.vaccination, "dose", "0"), (.vaccination, "dose", "-1"), (.vaccination, "dose", "1.5"),
    (.vaccination, "dose", "９"), (.vaccination, "amount", "1e3"), (.vaccination, "amount", "+1"),
    (.vaccination, "amount", ".5"), (.vaccination, "amount", "1."), (.medication, "days", "-3"),
    (.medication, "days", "9999999999999999999"), (.cost, "self-pay", "1,000"),
    (.cost, "self-pay", "-100"), (.cost, "self-pay", "9223372036854775808"),
    (.cost, "self-pay", "1000000000000000000"), (.allergy, "onset", "令和99年"),
    (.allergy, "onset", "1867-12-31"), (.allergy, "onset", "2100"), (.allergy, "onset", "soon"),
    (.allergy, "criticality", "HIGH"), (.allergy, "note", String(repeating: "x", count: 10_001)),
    (.checkup, "item", "体重"), (.checkup, "item", "体重="), (.checkup, "item", "=1"),
    (.checkup, "item", "体重=1;x"),
  ])
  func `what does not fit is refused and named`(kind: Kind, field: String, value: String) throws {
    var body = RecordBody(date: nil, title: "", content: try Self.blank(kind))
    let before = body
    #expect(throws: ManualEntryError.badValue(field: field)) {
      try ManualEntry.set([(field, value)], in: &body)
    }
    #expect(body.content == before.content)
  }

  @Test(arguments: [
    (Kind.medication, "start", "end"), (.condition, "onset", "until"),
    (.insurance, "valid-from", "valid-to"),
  ])
  func `nothing ends before it begins`(kind: Kind, first: String, last: String) throws {
    var body = RecordBody(date: nil, title: "", content: try Self.blank(kind))
    try ManualEntry.set([(first, "2026-03"), (last, "2026-03-01")], in: &body)
    try ManualEntry.set([(last, "2026")], in: &body)
    #expect(throws: ManualEntryError.endsTooEarly(field: last)) {
      var other = body
      try ManualEntry.set([(last, "2026-02-28")], in: &other)
    }
    #expect(throws: ManualEntryError.endsTooEarly(field: last)) {
      var other = body
      try ManualEntry.set([(first, "2027-01")], in: &other)
    }
  }

  @Test(arguments: [
    ("128/80", ["128", "80"]), ("128/80/60", []), ("a/b", []), ("62.5", []),
  ])
  func `a pair is systolic and diastolic pressure`(typed: String, parts: [String]) throws {
    let body = try ManualEntry.body(of: .measurement, fields: [("item", "血圧"), ("value", typed)])
    guard case .measurement(let measurement) = body.content else {
      Issue.record("not a measurement")
      return
    }
    #expect(measurement.item.components.compactMap(\.value.quantityText) == parts)
    let loinc = measurement.item.components.flatMap(\.code.codings).map(\.code)
    #expect(loinc == (parts.isEmpty ? [] : ["8480-6", "8462-4"]))
    #expect(CheckupItems.item(loinc: "8480-6")?.key == "systolic-pressure")
  }
}

/// Text on its way into the vault.
@Suite struct TypedTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("  both ends  ", "both ends"), ("a\u{1B}[31mb", "ab"), ("\u{202E}x", "x"),
    ("a\nb\tc", "a b c"), ("\u{200B}", ""), ("", ""), ("123456789019", "123456789019"),
    ("4900000000009", "4900000000009"), ("辻\u{E0100}", "辻\u{E0100}"),
  ])
  func `typed text is made safe`(typed: String, kept: String) {
    #expect(TypedText.accepted(typed) == kept)
  }

  @Test(arguments: [
    "123456789018", "x 1234-5678-9018 y", "１２３４５６７８９０１８", "1234\u{200B}56789018",
    "1234\u{1B}[0m56789018", "12\u{FEFF}3456\u{2066}789018", "1234\u{3000}5678\u{3000}9018",
    "①２34 5678 9018",
  ])
  func `a My Number is found however it is dressed`(typed: String) {
    #expect(TypedText.accepted(typed) == nil)
  }
}
