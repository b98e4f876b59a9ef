import PHRModel

/// Show or hide, which records, to whom, until when, and why.
struct DirectiveSheet: Sendable, Equatable {
  var title: String
  var scopes: [SharingScope]
  /// Whom it may be about: the recipient itself first, then its class, then anyone.
  var audience: [Audience]
  /// The effect that is offered first: the opposite of what holds now.
  var effect: PHRModel.Effect
  /// For whom and as whom, if a delegate sets it.
  var onBehalf: OnBehalf?

  /// Somebody that a directive may name, with what it is called.
  struct Audience: Sendable, Equatable {
    var who: WhoSelector
    var name: Text
  }

  /// A delegate who sets something for the holder.
  struct OnBehalf: Sendable, Equatable {
    var holder: String
    var delegate: String
  }

  /// The effects in the order in which they are offered.
  private var effects: [PHRModel.Effect] { effect == .hide ? [.hide, .show] : [.show, .hide] }

  /// The purposes that may be chosen, any of them first.
  static let purposes: [Purpose?] = [nil] + Purpose.allCases

  func fields(withPeriod: Bool) -> [SheetState.Field] {
    let period = SharingPeriod.fields(withPeriod)
    return [
      .choice(.action, effects.map { ConsentWords.name(of: $0) }),
      .choice(.scope, scopes.map(SheetWords.scope)),
    ] + period + [
      .choice(.who, audience.map(\.name)),
      .choice(.purpose, Self.purposes.map { ConsentWords.name(of: $0) }),
      .line(.after), .line(.until), .line(.reason),
    ]
  }

  /// The change that the answers ask for.
  func request(_ form: Form<SheetState.FieldID>) throws(SheetState.Problem) -> ConsentWish {
    let selector = try SharingPeriod.selector(form, scopes)
    let window = ConsentWindow(
      from: try form.moment(.after, edge: .start), until: try form.moment(.until, edge: .end))
    guard !window.isEmpty else {
      throw SheetState.Problem(field: .until, text: SheetWords.emptyWindow)
    }
    let draft = DirectiveDraft(
      effect: effects[form.choice(.action) ?? 0], selector: selector,
      who: audience[form.choice(.who) ?? 0].who,
      purpose: Self.purposes[form.choice(.purpose) ?? 0], window: window,
      reason: try form.remark(.reason))
    return ConsentWish(change: .directive(draft))
  }
}

extension DirectiveSheet {
  /// What is asked about one recipient's row of a record.
  init(_ answer: WhoSees, _ row: WhoSees.Row) {
    var named: [WhoSelector] = [.recipient(row.recipient)]
    if let name = row.recipientClass { named.append(.recipientClass(name)) }
    named.append(.anyone)
    self.init(
      title: answer.title, scopes: answer.scopes,
      audience: named.map { Audience(who: $0, name: ConsentWords.name(of: $0, answer.consent)) },
      effect: row.decision.isShown ? .hide : .show)
  }
}

/// Which records are hidden from everybody, until when, and why.
struct SealSheet: Sendable, Equatable {
  var title: String
  var scopes: [SharingScope]

  func fields(withPeriod: Bool) -> [SheetState.Field] {
    [.choice(.scope, scopes.map(SheetWords.scope))] + SharingPeriod.fields(withPeriod)
      + [.line(.until), .line(.reason)]
  }

  /// The change that the answers ask for.
  func request(_ form: Form<SheetState.FieldID>) throws(SheetState.Problem) -> ConsentWish {
    let selector = try SharingPeriod.selector(form, scopes)
    return ConsentWish(
      change: .seal(
        selector, until: try form.moment(.until, edge: .end), reason: try form.remark(.reason)))
  }
}

/// The days of records that a directive or a seal is about.
enum SharingPeriod {
  static func fields(_ isAsked: Bool) -> [SheetState.Field] {
    isAsked ? [.line(.from), .line(.to)] : []
  }

  /// What the chosen scope means, with the days that were typed.
  static func selector(
    _ form: Form<SheetState.FieldID>, _ scopes: [SharingScope]
  ) throws(SheetState.Problem) -> PHRModel.Selector {
    switch scopes[form.choice(.scope) ?? 0] {
    case .fixed(let selector, _): return selector
    case .kindInPeriod(let kind): return .kind(kind, try period(form))
    case .period: return .period(try period(form))
    }
  }

  private static func period(
    _ form: Form<SheetState.FieldID>
  ) throws(SheetState.Problem) -> DayPeriod {
    let from = try form.day(.from, last: false)
    let to = try form.day(.to, last: true)
    guard from != nil || to != nil, let period = DayPeriod(from: from, to: to) else {
      throw SheetState.Problem(field: .from, text: SheetWords.badPeriod)
    }
    return period
  }
}

extension SheetState.Field {
  /// A field with several answers.
  static func choice(_ id: SheetState.FieldID, _ options: [Text], selected: Int = 0) -> Self {
    Self(id: id, control: .choice(options: options, selected: selected))
  }

  /// A field that is typed.
  static func line(_ id: SheetState.FieldID, _ text: String = "") -> Self {
    Self(id: id, control: .text(TextField(text)))
  }
}
