import PHRModel

/// Why a command on sharing could not do its work.
enum ConsentFailure: Error, Equatable {
  /// The text names nobody who can be shown anything.
  case who(WhoProblem)
  /// The text is no selector.
  case selector(SelectorProblem)
  /// Somebody cannot be added to or changed among the recipients.
  case recipient(RecipientProblem)
  /// Exactly one recipient is asked for here.
  case oneRecipientOnly
  /// The recipient does not exist or is not registered at that moment: it gets nothing.
  case getsNothing
  /// A window ends before it begins.
  case emptyWindow
  /// A line of a file of directives cannot be understood.
  case line(Int)
  /// There is nothing that could be undone or cleared.
  case nothingToTakeBack
  /// Nothing that is shown gives hidden records away.
  case noLeaks
  /// No access, directive or notice has that name.
  case noSuchNotice
}

/// The options that commands on sharing have in common, and what they mean.
enum ConsentOptions {
  static let purpose = OptionSpec(
    "--purpose", Purpose.allCases.map(\.rawValue).joined(separator: "|"),
    Text(ja: "利用目的", en: "for which purpose"))
  static let at = OptionSpec(
    "--at", "TIME", Text(ja: "この時点で（過去も未来も）", en: "at this moment, past or future"))
  static let after = OptionSpec("--after", "T", Text(ja: "この時から", en: "from this moment"))
  static let until = OptionSpec(
    "--until", "T", Text(ja: "この日の終わりまで・この時まで", en: "to the end of this day, or to this moment"))
  static let reason = OptionSpec(
    "--reason", "TEXT", Text(ja: "理由（本人だけが読める控え）", en: "why; for your own eyes"))
  static let dryRun = OptionSpec(
    "--dry-run", Text(ja: "何が変わるかだけを見る", en: "only show what would change"))
}

extension CommandContext {
  /// Whom a text names among those who can be shown anything now.
  ///
  /// - Throws: `ConsentFailure.who`.
  func who(_ text: String, in state: ConsentState) throws -> WhoSelector {
    do throws(WhoProblem) {
      return try state.who(text, at: now)
    } catch {
      throw ConsentFailure.who(error)
    }
  }

  /// The one recipient or delegate that a text names.
  func recipient(_ text: String, in state: ConsentState) throws -> RecipientID {
    guard case .recipient(let id) = try who(text, in: state) else {
      throw ConsentFailure.oneRecipientOnly
    }
    return id
  }

  /// The recipient that a text names, registered or not, now or at an earlier moment.
  func anyRecipient(
    _ text: String, at moment: Instant, _ consent: ConsentStore
  ) throws -> RecipientID? {
    let then = try consent.state(at: moment, now: now)
    if case .recipient(let id)? = try? then.who(text, at: moment) { return id }
    let state = try consent.state()
    if case .recipient(let id)? = try? state.who(text, at: now) { return id }
    let folded = FoldedText.search(text)
    let archived = state.recipients.values.filter {
      $0.id.text == text || FoldedText.search($0.name) == folded
    }
    return archived.count == 1 ? archived.first?.id : nil
  }

  /// Which records a text selects; a record or an episode must be there.
  func selector(_ text: String, _ store: RecordStore) throws -> PHRModel.Selector {
    let selector: PHRModel.Selector
    do throws(SelectorProblem) {
      selector = try PHRModel.Selector(parsing: text)
    } catch {
      throw ConsentFailure.selector(error)
    }
    switch selector {
    case .record(let id): return .record(try store.find(id.text).id)
    case .episode(let id):
      if try !store.episode(id).records.isEmpty { return selector }
      // The episode of a record may be named by the record.
      guard let episode = try store.find(id.text).episode else {
        throw CommandFailure.noSuchRecord
      }
      return .episode(episode)
    default: return selector
    }
  }

  /// The purpose that an option names.
  func purpose() throws -> Purpose? { try choice("--purpose", Purpose.self) }

  /// The moment that an option names.
  func moment(_ option: String, edge: ConsentTime.Edge) throws -> Instant? {
    guard let text = invocation.value(option) else { return nil }
    guard let instant = ConsentTime.parse(text, edge: edge) else {
      throw UsageError.badValue(
        option: option, expected: "2026-03-31 | 2026-03-31T09:00 | 令和8年3月31日")
    }
    return instant
  }

  /// The window that `--after` and `--until` describe.
  func window() throws -> ConsentWindow {
    let window = ConsentWindow(
      from: try moment("--after", edge: .start), until: try moment("--until", edge: .end))
    guard !window.isEmpty else { throw ConsentFailure.emptyWindow }
    return window
  }

  /// The reason, without what must never be stored.
  func reason() throws -> String? {
    guard let text = invocation.value("--reason") else { return nil }
    return try typed(text)
  }
}
