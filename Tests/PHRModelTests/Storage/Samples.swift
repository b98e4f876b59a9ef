import Foundation

@testable import PHRModel

/// Invented records for the store's tests.
enum Samples {
  static let now = Instant(seconds: 1_780_000_000)

  static func store() throws -> RecordStore {
    try RecordStore(Connection(path: ":memory:"))
  }

  static func file(_ name: String, original: Int64) -> Provenance {
    var origin = Provenance(channel: .file, format: "jahis", name: name, received: now)
    origin.original = original
    return origin
  }

  static let manual = Provenance(channel: .manual, format: "manual", name: "", received: now)

  static func portal(_ base: String = "http://127.0.0.1:1") -> Provenance {
    Provenance(channel: .portal, format: "fhir", name: base, received: now)
  }

  /// One drug line of an invented pharmacy.
  static func drug(
    _ name: String = "架空薬Ａ錠", day: String = "2026-03-10", code: String? = nil,
    pharmacy: String = "架空薬局"
  ) -> RecordDraft {
    let codings = code.map { [Coding(system: "yj", code: $0)] } ?? []
    let line = Medication(drug: CodedText(text: name, codings: codings), origin: .dispensed)
    var body = RecordBody(
      date: PartialDate(iso: day), title: name, content: .medication(line))
    body.facilities = [Facility(role: .dispenser, name: pharmacy)]
    return RecordDraft(body: body)
  }
}
