import PHRModel

/// What a grant is to allow, as the form holds it.
struct GrantDraft: Sendable, Equatable {
  var name: String
  var relation: String
  var basis: Grant.Basis
  var right: Grant.Right
  var scope: [Selector]
  var exclusions: [Selector]
  var until: Instant?
  var purpose: String
  /// For a caring relative.
  var reason: String?
  var review: PartialDate?

  /// The grant, for a delegate and from a moment on.
  func grant(id: RecipientID, from: Instant?) -> Grant {
    var grant = Grant(
      id: id, delegate: name, relation: relation, basis: basis, scope: scope,
      exclusions: exclusions, right: right, window: ConsentWindow(from: from, until: until),
      purpose: purpose)
    grant.incapacityReason = reason
    grant.review = review
    return grant
  }
}

/// The form for a new grant, or for another scope, right or end of one.
struct GrantFormState: Sendable, Equatable {
  enum FieldID: Hashable, Sendable {
    case name, relation, basis, right
    case kind(Kind)
    case since, also, except, until, purpose, file, reason, review
  }

  /// What is wrong with a field.
  enum Fault: Error, Equatable {
    case missing(FieldID)
    case badDate(FieldID)
    case badSelector(FieldID)

    var field: FieldID {
      switch self {
      case .missing(let field), .badDate(let field), .badSelector(let field): field
      }
    }
  }

  /// The grant that is changed; `nil` for a new one.
  var changing: Grant?
  var form: Form<FieldID>
  private var opened: Form<FieldID>
  var fault: Fault?
  var failure: ErrorReport?
  var preview: GrantPreview?
  /// The file is being written.
  var isWorking = false

  var isChanged: Bool { form.fields != opened.fields }

  /// A form for a new delegate, with the end that is proposed.
  init(today: CivilDay, holderBorn: PartialDate?, purpose: String) {
    let end = Grant.proposedEnd(from: today, basis: .other, holderBorn: holderBorn)
    form = Form(
      [Self.text(.name), Self.text(.relation), Self.basis(.other)]
        + Self.shared(kinds: [], right: .view, until: end, purpose: purpose)
        + [Self.text(.file, "~/"), Self.text(.reason), Self.text(.review)])
    opened = form
  }

  /// A form for a grant that is there, as it stands now.
  init(changing grant: Grant) {
    changing = grant
    let kinds = grant.scope.contains(.all) ? Kind.allCases : grant.scope.compactMap(\.wholeKind)
    let rest = grant.scope.filter { $0 != .all && $0.wholeKind == nil }
    form = Form(
      Self.shared(
        kinds: kinds, right: grant.right, until: grant.window.until, purpose: grant.purpose,
        also: rest, except: grant.exclusions))
    opened = form
  }

  private static func shared(
    kinds: [Kind], right: Grant.Right, until: Instant?, purpose: String, also: [Selector] = [],
    except: [Selector] = []
  ) -> [Form<FieldID>.Field] {
    let rows = Kind.allCases.map { kind in
      Form<FieldID>.Field(
        id: .kind(kind),
        control: .choice(options: GrantWords.shown, selected: kinds.contains(kind) ? 1 : 0))
    }
    let rights = Form<FieldID>.Field(
      id: .right,
      control: .choice(
        options: Grant.Right.allCases.map(DelegateWords.word),
        selected: Grant.Right.allCases.firstIndex(of: right) ?? 0))
    let end = until.map { $0.adding(seconds: -1).day.description } ?? ""
    return [rights] + rows + [
      text(.since), text(.also, also.map(\.description).joined(separator: " ")),
      text(.except, except.map(\.description).joined(separator: " ")), text(.until, end),
      text(.purpose, purpose),
    ]
  }

  private static func text(_ id: FieldID, _ text: String = "") -> Form<FieldID>.Field {
    .init(id: id, control: .text(TextField(text)))
  }

  private static func basis(_ basis: Grant.Basis) -> Form<FieldID>.Field {
    let all = Grant.Basis.allCases
    return .init(
      id: .basis,
      control: .choice(
        options: all.map(GrantWords.basis), selected: all.firstIndex(of: basis) ?? 0))
  }

  // MARK: Reading the form

  /// What the form asks for.
  ///
  /// - Throws: `Fault` for the first field that cannot be read.
  func draft() throws(Fault) -> GrantDraft {
    let name = changing?.delegate ?? form.text(.name) ?? ""
    let review = try date(.review)
    guard !name.allSatisfy(\.isWhitespace) else { throw .missing(.name) }
    return GrantDraft(
      name: SafeText(name).text,
      relation: changing?.relation ?? form.text(.relation).map { SafeText($0).text } ?? "",
      basis: changing?.basis ?? Grant.Basis.allCases[form.choice(.basis) ?? 0],
      right: Grant.Right.allCases[form.choice(.right) ?? 0], scope: try scope(),
      exclusions: try selectors(.except),
      until: try date(.until)?.last.adding(days: 1).start,
      purpose: form.text(.purpose).map { SafeText($0).text } ?? "",
      reason: changing?.incapacityReason ?? form.text(.reason).map { SafeText($0).text },
      review: changing?.review ?? review)
  }

  /// The chosen kinds, from a day on if one is given, and what was typed besides.
  private func scope() throws(Fault) -> [Selector] {
    let kinds = Kind.allCases.filter { form.choice(.kind($0)) == 1 }
    let period = try date(.since).flatMap { DayPeriod(from: $0.first, to: nil) }
    let also = try selectors(.also)
    guard kinds.count < Kind.allCases.count else {
      return [period.map { .period($0) } ?? .all] + also
    }
    return kinds.map { .kind($0, period) } + also
  }

  private func date(_ field: FieldID) throws(Fault) -> PartialDate? {
    guard let text = form.text(field) else { return nil }
    guard let date = JapaneseDate.parse(text) else { throw .badDate(field) }
    return date
  }

  private func selectors(_ field: FieldID) throws(Fault) -> [Selector] {
    var found: [Selector] = []
    for word in (form.text(field) ?? "").split(whereSeparator: \.isWhitespace) {
      guard let selector = try? Selector(parsing: String(word)) else {
        throw .badSelector(field)
      }
      found.append(selector)
    }
    return found
  }
}

extension Selector {
  /// The kind, if the selector means all of it.
  fileprivate var wholeKind: Kind? {
    if case .kind(let kind, nil) = self { kind } else { nil }
  }
}

extension CivilDay {
  /// The first second of the day.
  fileprivate var start: Instant { Instant(startOf: self) }
}
