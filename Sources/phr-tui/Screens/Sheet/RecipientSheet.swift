import PHRModel

/// What the holder says about a recipient.
enum RecipientSheet {
  static func fields(_ recipient: Recipient?) -> [SheetState.Field] {
    let classes = RecipientClass.allCases
    let selected = recipient.flatMap { classes.firstIndex(of: $0.recipientClass) } ?? 0
    return [
      .line(.name, recipient?.name ?? ""),
      .choice(.recipientClass, classes.map { ConsentWords.name(of: $0) }, selected: selected),
      .line(.institutionCode, recipient?.institutionCode ?? ""),
      .line(.note, recipient?.note ?? ""),
    ]
  }

  /// The change that the answers ask for.
  static func change(
    _ recipient: Recipient?, _ form: Form<SheetState.FieldID>
  ) throws(SheetState.Problem) -> RecipientChange {
    guard let name = try form.remark(.name), !name.isEmpty else {
      throw SheetState.Problem(field: .name, text: SheetWords.nameNeeded)
    }
    let code = form.text(.institutionCode).map { $0.nfkc }
    let description = RecipientDescription(
      recipientClass: RecipientClass.allCases[form.choice(.recipientClass) ?? 0],
      institutionCode: code, note: try form.remark(.note))
    guard let recipient else { return .add(name, description) }
    return .describe(recipient.id, name: name, description)
  }
}

/// A change of who may be shown anything.
enum RecipientChange: Sendable, Equatable {
  case add(String, RecipientDescription)
  case describe(RecipientID, name: String, RecipientDescription)
  /// It sees nothing from now on; its directives stay.
  case archive(RecipientID)
  /// An archived one comes back, with its former directives.
  case register(RecipientID)
  /// Its codes so far are useless from now on.
  case rotateCodes(RecipientID)
}

/// At which moment and for which purpose one looks with a recipient's eyes.
enum MomentSheet {
  static func fields(_ question: SeeAsQuestion) -> [SheetState.Field] {
    let purposes = DirectiveSheet.purposes
    let names = purposes.map { purpose in
      purpose.map { ConsentWords.name(of: $0) } ?? SheetWords.usualPurpose
    }
    return [
      .line(.moment, question.moment.map { "\($0)" } ?? ""),
      .choice(
        .purpose, names, selected: purposes.firstIndex { $0 == question.purpose } ?? 0),
    ]
  }

  /// The question that the answers ask for.
  static func question(
    _ question: SeeAsQuestion, _ form: Form<SheetState.FieldID>
  ) throws(SheetState.Problem) -> SeeAsQuestion {
    var question = question
    question.moment = try form.moment(.moment, edge: .start)
    question.purpose = DirectiveSheet.purposes[form.choice(.purpose) ?? 0]
    return question
  }
}
