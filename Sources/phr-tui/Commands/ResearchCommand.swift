import PHRModel

/// `research`: refusing that data are passed on for research (次世代医療基盤法).
enum ResearchCommand {
  static let list = CommandSpec(
    "research list", summary: Text(ja: "研究利用のお知らせと返事", en: "notices about research, and answers")
  ) { context in
    try context.withVault { open in
      let state = try ConsentStore(open.store).state()
      let notices = try open.store.inbox(Set(InboxItem.State.allCases))
        .filter { $0.notice.category == .research }
      let standing = try ConsentPortal(open.store).standing()
      for item in notices {
        let refusal = refusals(state).first { covers($0, item.notice.sender) }
        let status = refusal.map { (standing[$0.id.text] ?? .local).rawValue }
        let json = RecordJSON.object([
          ("id", .string(item.id.text)), ("title", .string(item.title)),
          ("facility", RecordJSON.text(item.notice.sender)),
          ("date", .string(item.arrived.day.description)),
          ("refused", RecordJSON.text(refusal?.set.description)),
          ("portal", RecordJSON.text(status)),
        ])
        try context.output.line(
          context.wantsJSON
            ? json.serialized() : context.say(ConsentWords.research(item, refusal: refusal)))
      }
      return .done
    }
  }

  static let refuse = CommandSpec(
    "research refuse", operands: "[ID]", count: 0...1,
    options: [ConsentOptions.reason],
    summary: Text(ja: "研究利用を断る（提供停止の求め）", en: "refuse: of one notice's facility, or all")
  ) { context in
    let reason = try context.reason()
    return try ConsentSetCommands.changing(context) { consent, store in
      let facility = try context.operands.first.map { try sender(of: $0, store) }
      let directive = Directive(
        id: ConsentStore.newDirectiveID(), effect: .hide,
        selector: facility.map { .facility(FacilityName(name: $0)) } ?? .all, who: .anyone,
        purpose: .research, set: context.now, reason: reason)
      guard let step = try consent.state().hiding(directive) else {
        throw ConsentFailure.nothingToTakeBack
      }
      try context.tell(ConsentWords.researchWait)
      return step
    }
  }

  static let letter = CommandSpec(
    "research letter", operands: "[ID]", count: 0...1,
    summary: Text(ja: "提供停止の求めの手紙", en: "the refusal as a letter to print")
  ) { context in
    try context.withVault { open in
      let facility = try context.operands.first.map { try sender(of: $0, open.store) }
      let name = try open.store.profile().name
      for line in ConsentWords.letter(to: facility, from: name, on: context.now.day) {
        try context.output.line(context.say(line))
      }
      return .done
    }
  }

  /// The facility that sent a notice about research.
  private static func sender(of typed: String, _ store: RecordStore) throws -> String {
    let record = try store.find(typed)
    guard case .notice(let notice) = record.body.content, let sender = notice.sender,
      !sender.isEmpty
    else { throw ConsentFailure.noSuchNotice }
    return sender
  }

  private static func refusals(_ state: ConsentState) -> [Directive] {
    state.directives.all.filter { $0.effect == .hide && $0.purpose == .research }
  }

  private static func covers(_ refusal: Directive, _ sender: String?) -> Bool {
    switch refusal.selector {
    case .all: true
    case .facility(let facility):
      sender.map { FacilityName(name: $0).key.matches(facility.key) } ?? false
    default: false
    }
  }
}
