import PHRModel

/// A form for a record or a contact that is typed in.
struct EditorState: Sendable, Equatable {
  /// What is typed in.
  enum Subject: Sendable, Equatable {
    case new(Kind)
    case correction(RecordID, RecordBody)
    /// Somebody to call in an emergency; goes into the profile.
    case contact

    /// The kind of the record; `nil` for a contact.
    var kind: Kind? {
      switch self {
      case .new(let kind): kind
      case .correction(_, let body): body.kind
      case .contact: nil
      }
    }
  }

  var subject: Subject
  var form: Form<String>
  /// What the record says now, field by field.
  private let original: Form<String>
  /// The form as it was opened, with what the program suggested.
  private let opened: Form<String>
  /// What is wrong, by field.
  var problem: ManualEntryError?

  var isChanged: Bool { form.fields != opened.fields }

  /// A form for a subject; a new measurement is suggested to be of today.
  init(subject: Subject, today: CivilDay) {
    self.subject = subject
    let fields =
      switch subject {
      case .new(let kind): Self.fields(of: kind, values: [:])
      case .correction(_, let body):
        Self.fields(
          of: body.kind,
          values: Dictionary(
            ManualEntry.values(of: body).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
      case .contact:
        ["contact-name", "contact-relation", "contact-phone"].map {
          Form<String>.Field(id: $0, control: .text(TextField()))
        }
      }
    form = Form(fields)
    original = form
    if case .new(.measurement) = subject,
      let date = form.fields.firstIndex(where: { $0.id == "date" })
    {
      form.fields[date].control = .text(TextField(today.description))
    }
    opened = form
  }

  private static func fields(of kind: Kind, values: [String: String]) -> [Form<String>.Field] {
    ManualEntry.fields(of: kind).map { field in
      let value = values[field.name] ?? ""
      guard case .choice(let words) = field.form else {
        return .init(id: field.name, control: .text(TextField(value)))
      }
      let options = [EditorWords.notStated] + words.map(EditorWords.choice)
      let selected = words.firstIndex(of: value).map { $0 + 1 } ?? 0
      return .init(id: field.name, control: .choice(options: options, selected: selected))
    }
  }

  /// The typed values by field name; those that are as they were are left out.
  func changedValues(of kind: Kind) -> [(name: String, value: String)] {
    ManualEntry.fields(of: kind).enumerated().compactMap { index, field in
      guard form.fields[index].control != original.fields[index].control else { return nil }
      if case .choice(let words) = field.form, let selected = form.choice(field.name) {
        return (field.name, selected == 0 ? "" : words[selected - 1])
      }
      return (field.name, form.text(field.name) ?? "")
    }
  }
}

/// The choice of what to add.
struct KindMenuState: Sendable, Equatable {
  var position = ListPosition()
  /// A delegate proposes instead of adding; contacts belong to the holder's profile.
  var isProposal = false

  /// What this menu offers.
  var offered: [EditorState.Subject] {
    isProposal ? Self.subjects.filter { $0 != .contact } : Self.subjects
  }

  /// What can be typed in; the kinds for which most people have no file come first.
  static let subjects: [EditorState.Subject] =
    [.new(.measurement), .new(.medication), .new(.allergy), .new(.condition), .new(.vaccination)]
    + [.contact, .new(.cost), .new(.checkup), .new(.insurance), .new(.notice)]
}
