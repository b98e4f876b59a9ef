import PHRModel

/// A page to read and to leave again: versions of a record, the profile, an import's report.
struct ReaderState: Sendable, Equatable {
  enum Content: Sendable, Equatable {
    case history(RecordID, [RecordVersion])
    case profile(Profile)
    case importReport(ImportReport)
    /// A delegate's own grant and log.
    case ownGrant(OwnGrant)
    /// The passcode of a sealed file: shown once.
    case passcode(String, path: String)
  }

  var content: Content
  var scroll = 0
}

enum ReaderUpdate {
  static func update(
    _ state: inout AppState, _ reader: ReaderState, _ command: Command
  ) -> [Effect] {
    guard command != .back else {
      state.goBack()
      return []
    }
    var reader = reader
    reader.scroll = Reading.scrolled(
      reader.scroll, command, ReaderView.document(reader, state), state)
    state.destination = .reader(reader)
    return []
  }
}

enum ReaderView {
  static func view(_ reader: ReaderState, _ state: AppState) -> View {
    Reading.view(title(of: reader.content), document(reader, state), state)
  }

  private static func title(of content: ReaderState.Content) -> Text {
    switch content {
    case .history: KeyWords.summary(of: .showHistory)
    case .profile: KeyWords.summary(of: .showProfile)
    case .importReport: ReaderWords.importTitle
    case .passcode: HandoutWords.passcodeTitle
    case .ownGrant: GrantWords.ownTitle
    }
  }

  static func document(_ reader: ReaderState, _ state: AppState) -> DocumentView {
    let writer = FieldWriter(language: state.language)
    let blocks =
      switch reader.content {
      case .history(let id, let versions): history(id, versions, state)
      case .profile(let profile): ProfilePage.blocks(of: profile, writer)
      case .importReport(let report): ImportPage.blocks(of: report, writer)
      case .passcode(let code, let path): passcode(code, path, state.language)
      case .ownGrant(let own): OwnGrantPage.blocks(of: own, state.language)
      }
    return DocumentView(blocks: blocks, scroll: reader.scroll)
  }

  private static func passcode(_ code: String, _ path: String, _ language: Language) -> [Block] {
    [
      .paragraph(Line(path)), .gap, .paragraph(Line(code, .secret)), .gap,
      .paragraph(Line(HandoutWords.passcodeAdvice.in(language))),
    ]
  }

  /// The newest version first, each as its record stood.
  private static func history(
    _ id: RecordID, _ versions: [RecordVersion], _ state: AppState
  ) -> [Block] {
    versions.reversed().flatMap { version -> [Block] in
      let title = ReaderWords.version(
        version.number, day: version.recorded.day, status: KindWords.name(of: version.status))
      let record = Record(
        id: id, version: version.number, status: version.status, body: version.body, episode: nil,
        provenance: version.provenance)
      let blocks = DetailBlocks.blocks(
        of: RecordDetail(record: record), language: state.language, showsRaw: true)
      return [.heading(title.in(state.language)), .gap] + blocks + [.gap]
    }
  }
}

/// Who the holder is, as a page.
enum ProfilePage {
  static func blocks(of profile: Profile, _ writer: FieldWriter) -> [Block] {
    let language = writer.language
    let person =
      writer.text(ReaderWords.name, profile.name) + writer.text(ReaderWords.kana, profile.kana)
      + writer.text(ReaderWords.roman, profile.roman)
      + writer.date(ReaderWords.birthDate, profile.birthDate)
      + writer.text(ReaderWords.sex, profile.sex.map(CodeWords.sex))
      + writer.text(ReaderWords.bloodType, profile.bloodType)
      + writer.text(ReaderWords.weight, profile.weight.map { $0 + " kg" })
      + writer.text(ReaderWords.address, profile.address)
      + writer.text(ReaderWords.phone, profile.phone)
      + InsuranceDetail.numbers(of: profile.insured, writer)
    let contacts = profile.contacts.map { contact in
      Block.Field(
        contact.relation ?? ReaderWords.contact.in(language),
        [contact.name, contact.phone].compactMap { $0 }.joined(separator: "  "))
    }
    let team = profile.careTeam.map { member in
      Block.Field(
        member.name,
        [member.facility, member.contact].compactMap { $0 }.joined(separator: "  "))
    }
    var blocks: [Block] =
      person.isEmpty
      ? [.paragraph(Line(ReaderWords.emptyProfile.in(language), .textDim))] : [.fields(person)]
    if !contacts.isEmpty {
      blocks += [.gap, .heading(ReaderWords.contacts.in(language)), .fields(contacts)]
    }
    if !team.isEmpty {
      blocks += [.gap, .heading(ReaderWords.careTeam.in(language)), .fields(team)]
    }
    return blocks
  }
}
