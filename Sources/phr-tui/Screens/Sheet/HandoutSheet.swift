import PHRModel

/// What to hand out, to whom, and what of the person may stand on it.
enum HandoutSheet {
  /// Languages of a page: one, the other, or both.
  private static let languages: [[Language]] = [[.japanese], [.english], [.japanese, .english]]

  /// What can be chosen; codes only where they can be drawn.
  private static func forms(_ choices: HandoutChoices) -> [HandoutForm] {
    HandoutForm.allCases.filter { choices.canDrawSymbols || !$0.isSymbol }
  }

  /// The fields that a form of page asks for.
  static func fields(_ choices: HandoutChoices, _ form: HandoutForm) -> [SheetState.Field] {
    var fields: [SheetState.Field] = [.choice(.form, forms(choices).map(HandoutWords.name))]
    if !form.isCard {
      fields.append(.choice(.audience, choices.audience.map(\.name), selected: choices.selected))
      let purposes = DirectiveSheet.purposes.map { purpose in
        purpose.map { ConsentWords.name(of: $0) } ?? SheetWords.usualPurpose
      }
      fields.append(.choice(.purpose, purposes))
    }
    if form.isPage { fields.append(.choice(.language, languages.map(HandoutWords.languages))) }
    guard !form.isCard else { return fields }
    for tick in ticks(of: form) {
      fields.append(.choice(SheetState.FieldID(tick), [SheetWords.no, SheetWords.yes]))
    }
    return fields + (form.isPage ? [.line(.note)] : [])
  }

  private static func ticks(of form: HandoutForm) -> [ProfileTick] {
    form.isPage ? [.address, .phone, .contacts, .bloodType, .insured] : [.address, .phone]
  }

  /// The form that is chosen.
  static func form(_ choices: HandoutChoices, _ form: Form<SheetState.FieldID>) -> HandoutForm {
    forms(choices)[form.choice(.form) ?? 0]
  }

  /// The page that the answers ask for.
  static func request(
    _ choices: HandoutChoices, _ answers: Form<SheetState.FieldID>
  ) throws(SheetState.Problem) -> HandoutRequest {
    let form = form(choices, answers)
    let audience = choices.audience[answers.choice(.audience) ?? choices.selected]
    let ticks = ProfileTick.allCases.filter { answers.choice(SheetState.FieldID($0)) == 1 }
    return HandoutRequest(
      form: form, recipient: form.isCard ? .emergency : audience.recipient,
      purpose: DirectiveSheet.purposes[answers.choice(.purpose) ?? 0], ticks: Set(ticks),
      note: try answers.remark(.note), languages: languages[answers.choice(.language) ?? 0])
  }

  /// The language of the screen stands first.
  static func preset(_ form: inout Form<SheetState.FieldID>, _ language: Language) {
    form.choose(.language, languages.firstIndex(of: [language]) ?? 0)
  }
}

/// Under which name a page is saved, and whether it is sealed.
enum SavingSheet {
  static func fields(_ handout: Handout) -> [SheetState.Field] {
    [.line(.file, "~/" + handout.fileName), .choice(.sealing, [SheetWords.no, SheetWords.yes])]
  }

  /// The file that the answers ask for.
  static func saving(
    _ handout: Handout, _ form: Form<SheetState.FieldID>
  ) throws(SheetState.Problem) -> HandoutSaving {
    guard let path = form.text(.file), !path.hasSuffix("/") else {
      throw SheetState.Problem(field: .file, text: HandoutWords.fileNeeded)
    }
    return HandoutSaving(handout: handout, path: path, isSealed: form.choice(.sealing) == 1)
  }
}

extension SheetState.FieldID {
  /// The tick box of something in the profile.
  init(_ tick: ProfileTick) {
    switch tick {
    case .address: self = .address
    case .phone: self = .phone
    case .contacts: self = .contacts
    case .bloodType: self = .bloodType
    case .insured: self = .insured
    }
  }
}
