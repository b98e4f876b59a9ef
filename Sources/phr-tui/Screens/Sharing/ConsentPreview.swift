import PHRModel

/// A change of consent that the person asks for, before it is known what it means.
struct ConsentWish: Sendable, Equatable {
  /// What is to be changed.
  enum Change: Sendable, Equatable {
    /// Turn the decision on one record around.
    case toggle(RecordID, RecipientID)
    case directive(DirectiveDraft)
    case seal(PHRModel.Selector, until: Instant?, reason: String?)
    case unseal(RecordSeal)
    case clear(DirectiveID)
    /// Hide what gives hidden records away.
    case hideLeaks(RecipientID)
    /// Take the latest change back.
    case undo
  }

  var change: Change
  /// Hide what gives the records away as well.
  var withLeaks = false
}

/// A directive as it was chosen in a form.
struct DirectiveDraft: Sendable, Equatable {
  var effect: PHRModel.Effect
  var selector: PHRModel.Selector
  var who: WhoSelector
  /// `nil`: any purpose for a hide, the usual one for a show.
  var purpose: Purpose?
  var window = ConsentWindow.always
  var reason: String?
}

/// What a change of consent would mean, told before it is confirmed.
struct ConsentPreview: Sendable, Equatable {
  /// What changes for one recipient.
  struct Difference: Sendable, Equatable {
    var name: Text
    var sentences: [Text]
    /// The records that it loses or gains, the first of them.
    var lost: [String]
    var gained: [String]
    /// How many more there are.
    var unlisted: Int

    /// Whether its list is longer than a glance.
    var isLong: Bool { lost.count + gained.count > 12 }
  }

  /// A shown record that gives hidden ones away.
  struct Clue: Sendable, Equatable {
    var recipient: String
    var title: String
    /// In how many ways it does.
    var reasons: [Text]
  }

  /// Records that are listed one by one.
  static let listed = 100

  var request: ConsentWish
  var step: ConsentStep
  /// What is set.
  var sentence: Text
  var differences: [Difference]
  /// What stays visible, by a stronger rule.
  var stillShown: [Text]
  var consequences: [Text]
  var clues: [Clue]
  var law: [Text]
  /// What goes into the reply, if a delegate asks for it in the holder's name.
  var onBehalf: ConsentRequest?
  var scroll = 0

  /// Whether one key can hide what gives records away.
  var canHideClues: Bool {
    guard !clues.isEmpty, !request.withLeaks else { return false }
    switch request.change {
    case .toggle, .directive: return true
    case .seal, .unseal, .clear, .hideLeaks, .undo: return false
    }
  }
}

/// Keys before a change of consent is confirmed.
enum ConsentPreviewUpdate {
  static func update(
    _ state: inout AppState, _ preview: ConsentPreview, _ command: Command
  ) -> [Effect] {
    switch command {
    case .answerYes:
      if let request = preview.onBehalf { return [.delegates(.requestConsent(request))] }
      state.goBack()
      return [.applyConsent(preview.step, cluesLeft: preview.cluesLeft)]
    case .answerNo:
      state.goBack()
      return []
    case .hideLeaks where preview.canHideClues:
      var request = preview.request
      request.withLeaks = true
      return ConsentAsking.ask(&state, request)
    default:
      var preview = preview
      preview.scroll = Reading.scrolled(
        preview.scroll, command, ConsentPreviewView.document(preview, state.language), state)
      state.destination = .consentPreview(preview)
      return []
    }
  }

  /// Shows what a change would mean, unless nobody waits for it any more.
  ///
  /// The form that asked is done; a second look at the same change replaces the first.
  static func receive(_ state: inout AppState, _ preview: ConsentPreview) -> [Effect] {
    guard let place = state.stack.lastIndex(of: .askingConsent(preview.request)) else { return [] }
    state.stack[place] = .consentPreview(preview)
    switch state.stack[..<place].last {
    case .sheet, .consentPreview: state.stack.remove(at: place - 1)
    default: break
    }
    return []
  }
}

extension ConsentPreview {
  /// Records that give hidden ones away and stay visible.
  fileprivate var cluesLeft: Int {
    if case .hideLeaks = request.change { return 0 }
    return request.withLeaks ? 0 : clues.count
  }
}

/// Asks the vault what a change of consent would mean.
enum ConsentAsking {
  static func ask(_ state: inout AppState, _ request: ConsentWish) -> [Effect] {
    guard ReadOnly.mayChange(state) || ReadOnly.maySetOnBehalf(state) else {
      return ReadOnly.tell(&state)
    }
    state.stack.append(.askingConsent(request))
    return [.askConsent(request)]
  }

  /// Keys while the vault is asked: one can give up.
  static func update(_ state: inout AppState, _ command: Command) -> [Effect] {
    if command == .answerNo { state.goBack() }
    return []
  }
}

/// Draws what a change of consent would mean.
enum ConsentPreviewView {
  static func view(_ preview: ConsentPreview, _ state: AppState) -> View {
    var document = document(preview, state.language)
    document.scroll = preview.scroll
    var view = Reading.view(PreviewWords.title, document, state)
    let question = preview.canHideClues ? PreviewWords.askWithClues : PreviewWords.ask
    if state.message == nil { view.status = Line(question.in(state.language), .status) }
    return view
  }

  /// The page before it is known.
  static func view(_ state: AppState) -> View {
    let working = Line(SharingWords.working.in(state.language))
    return Reading.view(PreviewWords.title, DocumentView(blocks: [.paragraph(working)]), state)
  }

  static func document(_ preview: ConsentPreview, _ language: Language) -> DocumentView {
    var blocks: [Block] = [.paragraph(Line(preview.sentence.in(language), .textStrong)), .gap]
    if preview.differences.isEmpty {
      blocks += [.paragraph(Line(ConsentWords.noDifference.in(language))), .gap]
    }
    for difference in preview.differences {
      blocks += headings(of: difference, language)
      if !difference.isLong { blocks += rows(of: difference, language) }
      blocks.append(.gap)
    }
    blocks += section(PreviewWords.stillShown, preview.stillShown, language)
    blocks += clues(preview, language)
    blocks += section(PreviewWords.consequences, preview.consequences, language)
    // A long list must not push out of sight what follows from the change.
    for difference in preview.differences where difference.isLong {
      blocks += headings(of: difference, language) + rows(of: difference, language) + [.gap]
    }
    blocks += preview.law.map { .paragraph(Line($0.in(language), .textDim)) }
    return DocumentView(blocks: blocks)
  }

  private static func headings(
    of difference: ConsentPreview.Difference, _ language: Language
  ) -> [Block] {
    difference.sentences.map { .heading($0.in(language)) }
  }

  private static func rows(
    of difference: ConsentPreview.Difference, _ language: Language
  ) -> [Block] {
    let rows =
      difference.lost.map { item("−", $0, .valueAbnormal) }
      + difference.gained.map { item("+", $0, .statusDone) }
    guard difference.unlisted > 0 else { return rows }
    return rows + [.paragraph(Line(PreviewWords.more(difference.unlisted).in(language), .textDim))]
  }

  private static func item(_ mark: String, _ title: String, _ role: Role) -> Block {
    .item(Line([Span("  "), Span(mark, role), Span(" \(title)", .text)]))
  }

  private static func clues(_ preview: ConsentPreview, _ language: Language) -> [Block] {
    guard !preview.clues.isEmpty else { return [] }
    let title = PreviewWords.clues(preview.clues.count, preview.request)
    return [.heading(title.in(language))] + ClueList.blocks(preview.clues, language) + [.gap]
  }

  private static func section(
    _ title: Text, _ sentences: [Text], _ language: Language
  ) -> [Block] {
    guard !sentences.isEmpty else { return [] }
    let rows = sentences.map { Block.paragraph(Line($0.in(language))) }
    return [.heading(title.in(language))] + rows + [.gap]
  }
}

/// Shown records that give hidden ones away, one by one with the reasons.
enum ClueList {
  static func blocks(_ clues: [ConsentPreview.Clue], _ language: Language) -> [Block] {
    let shown = clues.prefix(ConsentPreview.listed)
    let areSeveral = Set(clues.map(\.recipient)).count > 1
    let rows = shown.map { clue in
      let reasons = clue.reasons.map { $0.in(language) }.joined(separator: ", ")
      let who = areSeveral ? " → \(clue.recipient)" : ""
      return Block.item(
        Line([
          Span("  "), Span("!", .valueAbnormal), Span(" \(clue.title)"),
          Span("  \(reasons)\(who)", .textDim),
        ]))
    }
    let rest = clues.count - shown.count
    return rows
      + (rest > 0 ? [.paragraph(Line(PreviewWords.more(rest).in(language), .textDim))] : [])
  }
}
