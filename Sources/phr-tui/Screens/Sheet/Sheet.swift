import PHRModel

/// A short form in front of a list: a directive, a recipient, a page to hand out.
struct SheetState: Sendable, Equatable {
  /// What is asked for.
  enum Subject: Sendable, Equatable {
    /// Show or hide.
    case directive(DirectiveSheet)
    /// Hide from everybody.
    case seal(SealSheet)
    /// A recipient: a new one, or what is known about one.
    case recipient(Recipient?)
    /// Moment and purpose of what a recipient gets.
    case moment(SeeAsQuestion)
    /// A page to hand out.
    case handout(HandoutChoices)
    /// The file for a page.
    case saving(Handout)
  }

  /// The fields of all sheets.
  enum FieldID: String, Sendable, CaseIterable {
    case action, scope, from, to, who, purpose, after, until, reason
    case name, recipientClass, institutionCode, note
    case moment
    case form, audience, language, address, phone, contacts, bloodType, insured, file, sealing
  }

  typealias Field = Form<FieldID>.Field

  /// What is wrong with an answer.
  struct Problem: Error, Sendable, Equatable {
    var field: FieldID
    var text: Text
  }

  var subject: Subject
  var form: Form<FieldID>
  var problem: Problem?

  /// The sheet for a subject, filled in with what is known.
  init(_ subject: Subject) {
    self.subject = subject
    form = Form(Self.fields(of: subject))
  }

  private static func fields(of subject: Subject) -> [Field] {
    switch subject {
    case .directive(let sheet): sheet.fields(withPeriod: false)
    case .seal(let sheet): sheet.fields(withPeriod: false)
    case .recipient(let recipient): RecipientSheet.fields(recipient)
    case .moment(let question): MomentSheet.fields(question)
    case .handout(let choices): HandoutSheet.fields(choices, .summaryText)
    case .saving(let handout): SavingSheet.fields(handout)
    }
  }

  /// Shows the fields that the answers so far ask for.
  mutating func adapt() {
    switch subject {
    case .directive(let sheet):
      form.replaceFields(sheet.fields(withPeriod: asksForPeriod(sheet.scopes)))
    case .seal(let sheet): form.replaceFields(sheet.fields(withPeriod: asksForPeriod(sheet.scopes)))
    case .handout(let choices):
      form.replaceFields(HandoutSheet.fields(choices, HandoutSheet.form(choices, form)))
    case .recipient, .moment, .saving: break
    }
  }

  private func asksForPeriod(_ scopes: [SharingScope]) -> Bool {
    switch form.choice(.scope).map({ scopes[$0] }) {
    case .kindInPeriod, .period: true
    case .fixed, nil: false
    }
  }
}

/// Keys in a sheet.
enum SheetUpdate {
  static func update(
    _ state: inout AppState, _ sheet: SheetState, _ command: Command
  ) -> [Effect] {
    var sheet = sheet
    sheet.problem = nil
    switch command {
    case .cancel:
      state.goBack()
      return []
    case .save: return submit(&state, sheet)
    case .accept where sheet.form.isAtLastField: return submit(&state, sheet)
    case .accept: _ = sheet.form.apply(.nextField)
    default: _ = sheet.form.apply(command)
    }
    sheet.adapt()
    state.destination = .sheet(sheet)
    return []
  }

  private static func submit(_ state: inout AppState, _ sheet: SheetState) -> [Effect] {
    state.destination = .sheet(sheet)
    do throws(SheetState.Problem) {
      switch sheet.subject {
      case .directive(let subject):
        return ConsentAsking.ask(&state, try subject.request(sheet.form))
      case .seal(let subject): return ConsentAsking.ask(&state, try subject.request(sheet.form))
      case .recipient(let recipient):
        return [.saveRecipient(try RecipientSheet.change(recipient, sheet.form))]
      case .moment(let question):
        state.goBack()
        return SeeAsUpdate.ask(&state, try MomentSheet.question(question, sheet.form))
      case .handout(let choices):
        let request = try HandoutSheet.request(choices, sheet.form)
        state.message = .working
        return [.makeHandout(request)]
      case .saving(let handout):
        return [.saveHandout(try SavingSheet.saving(handout, sheet.form))]
      }
    } catch {
      var sheet = sheet
      sheet.problem = error
      sheet.form.focus(on: error.field)
      state.destination = .sheet(sheet)
      return []
    }
  }
}

/// Shows a sheet.
enum SheetView {
  static func dialog(_ sheet: SheetState, _ language: Language) -> Dialog {
    let rows = sheet.form.fields.map { field in
      FormView.Row(
        label: SheetWords.label(field.id, of: sheet.subject).in(language), control: field.control,
        isFocused: field.id == sheet.form.focused?.id,
        hint: SheetWords.hint(field.id, of: sheet.subject)?.in(language),
        error: sheet.problem?.field == field.id ? sheet.problem?.text.in(language) : nil)
    }
    let introduction = SheetWords.introduction(sheet.subject).map {
      [Block.paragraph(Line($0.in(language), .textDim)), .gap]
    }
    return Dialog(
      title: SheetWords.title(sheet.subject).in(language),
      content: .form(
        FormView(introduction: introduction ?? [], rows: rows, language: language)), width: 70)
  }
}

extension Form<SheetState.FieldID> {
  /// The moment that a field names; empty for none.
  func moment(
    _ id: SheetState.FieldID, edge: ConsentTime.Edge
  ) throws(SheetState.Problem) -> Instant? {
    guard let typed = text(id) else { return nil }
    guard let instant = ConsentTime.parse(typed, edge: edge) else {
      throw SheetState.Problem(field: id, text: SheetWords.badMoment)
    }
    return instant
  }

  /// The day that a field names; empty for none.
  func day(_ id: SheetState.FieldID, last: Bool) throws(SheetState.Problem) -> CivilDay? {
    guard let typed = text(id) else { return nil }
    guard let date = JapaneseDate.parse(typed) else {
      throw SheetState.Problem(field: id, text: SheetWords.badDay)
    }
    return last ? date.last : date.first
  }

  /// Words for the holder's own eyes, without what must never be stored.
  func remark(_ id: SheetState.FieldID) throws(SheetState.Problem) -> String? {
    guard let typed = text(id) else { return nil }
    guard !MyNumber.isPresent(in: typed) else {
      throw SheetState.Problem(field: id, text: SheetWords.myNumber)
    }
    return SafeText(typed).text
  }
}
