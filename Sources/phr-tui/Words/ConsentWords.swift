import PHRModel

/// What sharing says: names of its things, in the words of DESIGN section 1.
enum ConsentWords {
  static func name(of recipientClass: RecipientClass) -> Text {
    switch recipientClass {
    case .clinic: Text(ja: "診療所", en: "clinic")
    case .hospital: Text(ja: "病院", en: "hospital")
    case .pharmacy: Text(ja: "薬局", en: "pharmacy")
    case .careProvider: Text(ja: "介護事業者", en: "care provider")
    case .insurer: Text(ja: "保険者", en: "insurer")
    case .municipality: Text(ja: "自治体", en: "municipality")
    case .researcher: Text(ja: "研究機関", en: "researcher")
    case .employer: Text(ja: "勤務先・学校", en: "employer or school")
    case .other: Text(ja: "その他", en: "other")
    }
  }

  static func name(of purpose: Purpose?) -> Text {
    switch purpose {
    case nil: Text(ja: "すべての目的", en: "any purpose")
    case .treatment: Text(ja: "診療", en: "treatment")
    case .care: Text(ja: "介護", en: "care")
    case .emergency: Text(ja: "救急", en: "emergency")
    case .insurance: Text(ja: "保険", en: "insurance")
    case .publicHealth: Text(ja: "公衆衛生", en: "public health")
    case .research: Text(ja: "研究", en: "research")
    case .disaster: Text(ja: "災害支援", en: "disaster relief")
    case .other: Text(ja: "その他", en: "other")
    }
  }

  static func name(of effect: PHRModel.Effect) -> Text {
    effect == .show ? Text(ja: "見せる", en: "show") : Text(ja: "見せない", en: "hide")
  }

  static func name(of standing: ConsentPortal.Standing) -> Text {
    switch standing {
    case .local: Text(ja: "このファイルだけ", en: "this file only")
    case .localOnly:
      Text(
        ja: "このファイルだけ。ポータルは医療機関コードのない相手に当てはめられません",
        en: "this file only: without an institution code the portal cannot apply it")
    case .pending: Text(ja: "ポータルではまだ無効", en: "not yet in force at the portal")
    case .inForce: Text(ja: "ポータルで有効", en: "in force at the portal")
    case .refused: Text(ja: "ポータルが拒否", en: "refused by the portal")
    }
  }

  static func name(of author: Author, _ state: ConsentState) -> Text {
    switch author {
    case .holder: Text(ja: "本人", en: "the holder")
    case .delegate(let id):
      Text(ja: "代理人 \(state.name(of: id))", en: "delegate \(state.name(of: id))")
    case .portal(let base): Text(ja: "ポータル \(base)", en: "portal \(base)")
    }
  }

  /// Who made a change; a delegate's names both, the delegate and for whom it was made.
  static func name(
    of author: Author, _ state: ConsentState, onBehalfOf holder: String?
  ) -> Text {
    guard case .delegate = author, let holder else { return name(of: author, state) }
    let delegate = name(of: author, state)
    return Text(ja: "\(delegate.ja)（本人 \(holder)）", en: "\(delegate.en) for \(holder)")
  }

  static func name(of who: WhoSelector, _ state: ConsentState) -> Text {
    switch who {
    case .recipient(.emergency): Text(ja: "救急の医師", en: "a doctor in an emergency")
    case .recipient(let id): Text(ja: state.name(of: id), en: state.name(of: id))
    case .recipientClass(let name):
      Text(ja: "すべての\(self.name(of: name).ja)", en: "every \(self.name(of: name).en)")
    case .anyone: Text(ja: "だれにも・だれでも", en: "anyone")
    }
  }

  /// Whom a directive names, as it is typed on the command line.
  static func typed(_ who: WhoSelector, _ state: ConsentState) -> String {
    switch who {
    case .recipient(let id): state.name(of: id)
    case .recipientClass(let name): "class:\(name.rawValue)"
    case .anyone: "anyone"
    }
  }

  static func name(
    of selector: PHRModel.Selector, names: RecordNames = RecordNames()
  ) -> Text {
    switch selector {
    case .record(let id):
      if let title = names.records[id] { return Text(ja: "「\(title)」", en: "“\(title)”") }
      return Text(ja: "記録 \(id)", en: "record \(id)")
    case .episode(let id):
      if let title = names.episodes[id] {
        return Text(ja: "\(title) の調剤・受診", en: "the dispensing or visit of \(title)")
      }
      return Text(ja: "まとまり \(id.text)", en: "episode \(id.text)")
    case .tag(let tag): return Text(ja: "印「\(tag)」", en: "tag “\(tag)”")
    case .facility(let facility):
      let name = facility.name.isEmpty ? facility.code ?? "" : facility.name
      return Text(ja: "「\(name)」の記録", en: "records of “\(name)”")
    case .kind(let kind, let period):
      let name = KindWords.name(of: kind)
      let days = period.map { " \($0)" } ?? ""
      return Text(ja: name.ja + days, en: name.en + days)
    case .period(let period): return Text(ja: "\(period)", en: "\(period)")
    case .all: return Text(ja: "すべての記録", en: "all records")
    }
  }

  /// A window's end as people say it: the whole last day, if it ends with a day.
  static func until(_ end: Instant) -> Text {
    guard end.clock == "00:00:00" else {
      return Text(ja: "\(moment(end))まで", en: "until \(moment(end))")
    }
    let last = end.day.adding(days: -1)
    return Text(ja: "\(last)まで", en: "to the end of \(last)")
  }

  /// A moment as people read it, exact to the second where that matters.
  private static func moment(_ instant: Instant) -> String {
    "\(instant.day) \(instant.clock.prefix(5))"
  }

  static func name(of window: ConsentWindow) -> Text {
    var parts: [Text] = []
    if let from = window.from {
      let shown = from.clock == "00:00:00" ? "\(from.day)" : moment(from)
      parts.append(Text(ja: "\(shown)から", en: "from \(shown)"))
    }
    if let end = window.until { parts.append(until(end)) }
    guard !parts.isEmpty else { return Text(ja: "期限なし", en: "without end") }
    return Text(
      ja: parts.map(\.ja).joined(separator: ""), en: parts.map(\.en).joined(separator: " "))
  }

  static func base(_ rule: BaseRule) -> Text {
    switch rule {
    case .optOut:
      Text(
        ja: "基本の決まり: 登録した診療所・病院・薬局（診療）と介護事業者（介護）には、健診・予防接種・お薬・アレルギー・病名・測定を見せる。"
          + "見せないと決めたものは除く。",
        en: "Base rule: registered clinics, hospitals and pharmacies (for treatment) and care "
          + "providers (for care) see checkups, vaccinations, medication, allergies, conditions and "
          + "measurements unless hidden.")
    case .optIn:
      Text(
        ja: "基本の決まり: 見せると決めたもの以外は、だれにも見せない。",
        en: "Base rule: nobody sees anything unless shown.")
    }
  }

  /// One directive as one line of a list.
  static func line(
    _ directive: Directive, _ state: ConsentState, status: ConsentPortal.Standing
  ) -> Text {
    let said = rule(directive, state)
    let state = name(of: status)
    let reason = directive.reason.map { " – \($0)" } ?? ""
    return Text(
      ja: "\(directive.id)  \(said.ja)  [\(state.ja)]\(reason)",
      en: "\(directive.id)  \(said.en)  [\(state.en)]\(reason)")
  }

  /// What a directive says.
  static func rule(
    _ directive: Directive, _ state: ConsentState, names: RecordNames = RecordNames()
  ) -> Text {
    let what = name(of: directive.selector, names: names)
    let who = name(of: directive.who, state)
    let (purpose, window) = (name(of: directive.purpose), name(of: directive.window))
    return switch directive.effect {
    case .hide:
      Text(
        ja: "\(what.ja)を \(who.ja) に見せない（\(purpose.ja)、\(window.ja)）",
        en: "hide \(what.en) from \(who.en) (\(purpose.en), \(window.en))")
    case .show:
      Text(
        ja: "\(what.ja)を \(who.ja) に見せる（\(purpose.ja)、\(window.ja)）",
        en: "show \(what.en) to \(who.en) (\(purpose.en), \(window.en))")
    }
  }

  /// One seal as one line of a list.
  static func line(_ seal: RecordSeal, status: ConsentPortal.Standing) -> Text {
    let (said, state) = (line(seal), name(of: status))
    return Text(ja: "\(said.ja)  [\(state.ja)]", en: "\(said.en)  [\(state.en)]")
  }

  /// What a seal says.
  static func line(_ seal: RecordSeal, names: RecordNames = RecordNames()) -> Text {
    let (what, window) = (name(of: seal.selector, names: names), name(of: seal.window))
    return Text(
      ja: "封: \(what.ja)をだれにも見せない（\(window.ja)）",
      en: "seal: hide \(what.en) from everyone (\(window.en))")
  }

  static func emergency(_ profile: EmergencyProfile) -> Text {
    let kinds = Kind.allCases.filter(profile.kinds.contains).map(KindWords.name)
    var parts = kinds
    if profile.currentMedication { parts.append(Text(ja: "服用中の薬", en: "current medication")) }
    if profile.bloodType { parts.append(Text(ja: "血液型", en: "blood type")) }
    if profile.contacts { parts.append(Text(ja: "緊急連絡先", en: "emergency contacts")) }
    parts += profile.tags.sorted().map { name(of: .tag($0)) }
    parts += profile.records.sorted().map { name(of: .record($0)) }
    return Text(
      ja: "救急の医師に見せるもの: " + parts.map(\.ja).joined(separator: "、"),
      en: "A doctor in an emergency sees: " + parts.map(\.en).joined(separator: ", "))
  }
}
