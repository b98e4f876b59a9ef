import Foundation
import PHRModel
import Testing

@testable import phr_tui

@Suite struct `The form for a grant` {
  private static func form(_ change: (inout GrantFormState) -> Void) -> GrantFormState {
    var form = GrantFormState(today: Story.now.day, holderBorn: nil, purpose: "見守り")
    form.form.set(.name, to: "架空 ゆり")
    change(&form)
    return form
  }

  private static func show(_ kinds: [Kind], in form: inout GrantFormState) {
    for kind in kinds {
      form.form.focus(on: .kind(kind))
      _ = form.form.apply(.nextChoice)
    }
  }

  @Test func `proposes an end after a year and a purpose`() throws {
    let draft = try Self.form { _ in }.draft()
    #expect(draft.until == Instant(startOf: Story.now.day.adding(months: 12)))
    #expect(draft.purpose == "見守り" && draft.right == .view && draft.basis == .other)
    #expect(draft.scope.isEmpty, "nothing is shown unless somebody chooses it")
  }

  @Test(
    arguments: [
      ([Kind.medication], "", "", ["kind:medication"]),
      ([.medication, .checkup], "", "", ["kind:checkup", "kind:medication"]),
      ([.medication], "2026-01", "", ["kind:medication:2026-01-01.."]),
      ([], "", "tag:夏 facility:見本医院", ["tag:夏", "facility:見本医院"]),
      (Kind.allCases, "", "", ["all"]),
      (Kind.allCases, "令和8年1月1日", "", ["period:2026-01-01.."]),
    ] as [([Kind], String, String, [String])])
  func `choices and typed selectors become the scope`(
    kinds: [Kind], since: String, also: String, expected: [String]
  ) throws {
    let draft = try Self.form { form in
      Self.show(kinds, in: &form)
      form.form.set(.since, to: since)
      form.form.set(.also, to: also)
    }.draft()
    #expect(draft.scope == (try expected.map { try Selector(parsing: $0) }))
  }

  @Test(
    arguments: [
      (.name, "  ", .missing(.name)), (.until, "来年", .badDate(.until)),
      (.since, "x", .badDate(.since)), (.review, "13月", .badDate(.review)),
      (.also, "kind:nothing", .badSelector(.also)), (.except, "tag:", .badSelector(.except)),
    ] as [(GrantFormState.FieldID, String, GrantFormState.Fault)])
  func `a field that cannot be read is named`(
    field: GrantFormState.FieldID, text: String, fault: GrantFormState.Fault
  ) {
    let form = Self.form { $0.form.set(field, to: text) }
    #expect(throws: fault) { _ = try form.draft() }
    #expect(!GrantWords.fault(fault).ja.isEmpty)
  }

  @Test(
    arguments: [
      [Selector.all], [.kind(.checkup, nil), .kind(.cost, nil)],
      [.kind(.medication, DayPeriod(from: CivilDay(year: 2026, month: 1, day: 1), to: nil))],
      [.tag("夏"), .kind(.allergy, nil)],
    ])
  func `a grant that is changed comes back as it was when nothing is touched`(
    scope: [Selector]
  ) throws {
    var grant = Grant(
      id: RecipientID("d"), delegate: "架空 ゆり", relation: "娘", basis: .caringRelative,
      scope: scope, exclusions: [.tag("内緒")], right: .export,
      window: ConsentWindow(
        from: Story.now, until: Instant(startOf: Story.now.day.adding(months: 6))),
      purpose: "通院")
    grant.incapacityReason = "重い認知症"
    grant.review = PartialDate(iso: "2026-09-01")
    let form = GrantFormState(changing: grant)
    #expect(!form.isChanged)
    let again = try form.draft().grant(id: grant.id, from: grant.window.from)
    #expect(Set(again.scope) == Set(grant.scope))
    var same = again
    same.scope = grant.scope
    #expect(same == grant)
  }

  @Test(arguments: [("架空 ゆり", "~/架空ゆり.phr"), ("../x", "~/x.phr"), ("  ", "~/")])
  func `the file is named after the delegate until somebody names it`(
    name: String, file: String
  ) {
    var form = Self.form { $0.form.set(.name, to: name) }
    form.suggestFile()
    #expect(form.form.text(.file) == file)
    form.form.set(.file, to: "/media/usb/a.phr")
    form.suggestFile()
    #expect(form.form.text(.file) == "/media/usb/a.phr")
  }

  @Test(arguments: Grant.Basis.allCases)
  func `every legal basis has a name in both languages`(basis: Grant.Basis) {
    let text = GrantWords.basis(basis)
    #expect(!text.ja.isEmpty && !text.en.isEmpty && text.ja != text.en)
  }
}
