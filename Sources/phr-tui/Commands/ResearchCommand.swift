import PHRModel

/// `research`: refusing that data are passed on for research (次世代医療基盤法).
enum ResearchCommand {
  private static let guardian = OptionSpec(
    "--guardian", "NAME",
    Text(ja: "保護者・後見人の氏名（16歳未満など）", en: "the guardian who asks (under 16, or without capacity)"))

  static let list = CommandSpec(
    "research list", summary: Text(ja: "研究利用のお知らせと返事", en: "notices about research, and answers")
  ) { context in
    try context.withVault { open in
      let tracked = try ResearchStore(open.store).tracked().filter(\.isStanding)
      for item in try notices(open.store) {
        let answer = tracked.last { $0.request.answers(item) }
        try context.output.line(
          context.wantsJSON
            ? json(item, answer).serialized()
            : context.say(ResearchWords.line(item, answer: answer, on: context.now.day)))
      }
      for answer in tracked where answer.request.notice == nil {
        try context.output.line(
          context.wantsJSON
            ? json(nil, answer).serialized() : context.say(ResearchWords.line(answer)))
      }
      return .done
    }
  }

  static let refuse = CommandSpec(
    "research refuse", operands: "[ID]", count: 0...1,
    options: [
      guardian,
      OptionSpec(
        "--keep-passed",
        Text(ja: "提供済みの情報の削除は求めない", en: "do not ask for deletion of what was passed on")),
      ConsentOptions.reason,
    ],
    summary: Text(ja: "研究利用を断る（提供停止の求め）", en: "refuse: of one notice's facility, or all")
  ) { context in
    let reason = try context.reason()
    return try context.withVault(writing: true) { open in
      let notice = try context.operands.first.map { try noticeNamed($0, open.store) }
      let research = ResearchStore(open.store)
      var request = try research.request(
        answering: notice?.id,
        guardian: try named(context), at: context.now)
      request.asksDeletion = !context.invocation.has("--keep-passed")
      guard let step = try research.refuse(request, reason: reason) else {
        throw ConsentFailure.nothingToTakeBack
      }
      try context.output.line(request.id.text)
      let state = try ConsentStore(open.store).state()
      try context.tell(ConsentWords.done(ConsentWords.change(step, state)))
      let age = try open.store.profile().age(on: context.now.day)
      for text in ResearchWords.refused(
        request, notice: notice?.arrivalDay, age: age,
        hasPortal: try !SyncStore.portals(open.store).isEmpty)
      {
        try context.tell(text)
      }
      return .done
    }
  }

  static let letter = CommandSpec(
    "research letter", operands: "[ID]", count: 0...1, options: [guardian],
    summary: Text(ja: "提供停止の求めの手紙", en: "the refusal as a letter to print")
  ) { context in
    try context.withVault { open in
      let notice = try context.operands.first.map { try noticeNamed($0, open.store) }
      let research = ResearchStore(open.store)
      let answer = try research.tracked().filter(\.isStanding)
        .last { $0.request.notice == notice?.id }
      let letter = ResearchLetter(
        facility: notice?.sender?.name, profile: try open.store.profile(),
        guardian: try named(context) ?? answer?.request.guardian,
        asksDeletion: answer?.request.asksDeletion ?? true, day: context.now.day)
      for line in letter.lines { try context.output.talk(context.say(line)) }
      if let answer, open.vault.readOnlyReason == nil {
        try research.notePrinted(answer.id, at: context.now)
      }
      return .done
    }
  }

  /// The guardian's name, without what must never stand on a letter or in the vault.
  private static func named(_ context: CommandContext) throws -> String? {
    try context.invocation.value("--guardian").map { try context.typed($0) }
  }

  // MARK: Notices

  private static func notices(_ store: RecordStore) throws -> [InboxItem] {
    try store.inbox(Set(InboxItem.State.allCases)).filter { $0.notice.category == .research }
  }

  /// A notice with a sender.
  private static func noticeNamed(_ typed: String, _ store: RecordStore) throws -> Record {
    let record = try store.find(typed)
    guard record.sender != nil else { throw ConsentFailure.noSuchNotice }
    return record
  }

  private static func json(_ item: InboxItem?, _ answer: TrackedRequest?) -> JSONValue {
    RecordJSON.object([
      ("id", RecordJSON.text(item?.id.text)), ("title", RecordJSON.text(item?.title)),
      (
        "facility",
        RecordJSON.text(item?.notice.sender ?? answer?.request.facility?.name)
      ),
      ("date", RecordJSON.text(item?.arrived.day.description)),
      (
        "passedOnFrom",
        RecordJSON.text(item.map { ResearchRequest.usualStart(after: $0.day).description })
      ),
      ("refused", RecordJSON.text(answer?.request.asked.description)),
      ("guardian", RecordJSON.text(answer?.request.guardian)),
      ("portal", RecordJSON.text(answer?.consent.rawValue)),
      ("deletion", RecordJSON.text(answer?.deletion.rawValue)),
      ("printed", RecordJSON.text(answer?.request.printed?.description)),
    ])
  }
}

extension InboxItem {
  /// The day that the wait counts from.
  var day: CivilDay { notice.sent?.day ?? arrived.day }
}

extension Record {
  /// The day of a notice.
  fileprivate var arrivalDay: CivilDay? {
    if case .notice(let notice) = body.content, let sent = notice.sent { return sent.day }
    return body.date?.first
  }
}
