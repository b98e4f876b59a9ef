import PHRModel

/// What was changed, who has looked, and what was answered to researchers.
extension ConsentWords {
  static func change(
    _ step: ConsentStep, _ state: ConsentState, names: RecordNames = RecordNames()
  ) -> Text {
    switch step {
    case .directives:
      let parts = parts(of: step, state, names: names)
      return Text(
        ja: parts.map(\.ja).joined(separator: "; "), en: parts.map(\.en).joined(separator: "; "))
    case .base(let rule): return base(rule)
    case .sealed(let seal): return line(seal, names: names)
    case .unsealed(let seals):
      return Text(ja: "封を解く（\(seals.count)）", en: "seals taken off (\(seals.count))")
    case .emergency(let profile): return emergency(profile)
    case .insuredNumbers(let id, let shown):
      let (name, effect) = (state.name(of: id), self.name(of: shown ? .show : .hide))
      return Text(
        ja: "記号・番号を \(name) に\(effect.ja)", en: "insured symbol and number: \(effect.en), \(name)")
    case .granted(let grant):
      return Text(ja: "代理権 \(grant.delegate)", en: "grant to \(grant.delegate)")
    case .grantRevoked(let id):
      return Text(ja: "代理権の取消し \(state.name(of: id))", en: "grant revoked: \(state.name(of: id))")
    case .undone(let number): return Text(ja: "\(number) を元に戻す", en: "undid \(number)")
    default: return recipient(step, state)
    }
  }

  /// The directives of a change one by one; any other change is one thing.
  static func parts(
    of step: ConsentStep, _ state: ConsentState, names: RecordNames = RecordNames()
  ) -> [Text] {
    guard case .directives(let removed, let added) = step else {
      return [change(step, state, names: names)]
    }
    let cleared = removed.map { directive -> Text in
      let said = rule(directive, state, names: names)
      return Text(ja: "消す: \(said.ja)", en: "clear: \(said.en)")
    }
    return cleared + added.map { rule($0, state, names: names) }
  }

  private static func recipient(_ step: ConsentStep, _ state: ConsentState) -> Text {
    switch step {
    case .recipientAdded(let recipient):
      Text(ja: "提供先の追加 \(recipient.name)", en: "recipient added: \(recipient.name)")
    case .recipientReturned(let id, _):
      Text(ja: "提供先の再登録 \(state.name(of: id))", en: "recipient back: \(state.name(of: id))")
    case .recipientArchived(let id):
      Text(ja: "提供先を外す \(state.name(of: id))", en: "recipient removed: \(state.name(of: id))")
    case .recipientRenamed(_, let name):
      Text(ja: "提供先の改名 \(name)", en: "recipient renamed: \(name)")
    case .recipientDescribed(let id, _):
      Text(
        ja: "提供先の情報の変更 \(state.name(of: id))", en: "recipient described: \(state.name(of: id))")
    case .codeAdded(let id, _):
      Text(ja: "連携符号の追加 \(state.name(of: id))", en: "linkage code added: \(state.name(of: id))")
    case .codeRotated(let id, _, _):
      Text(ja: "連携符号の取替え \(state.name(of: id))", en: "linkage code replaced: \(state.name(of: id))")
    default: Text(ja: "変更", en: "change")
    }
  }

  // MARK: Access log

  static let noAccess = Text(
    ja: "まだだれも見ていません。ポータルが知らせる閲覧、書き出し、代理人の閲覧がここに並びます。",
    en: "Nobody has looked yet. What the portal reports, what you hand out and what delegates open "
      + "appears here.")

  static let notLogged = Text(
    ja: "この記録ファイルは読み取り専用なので、書き出しは記録に残りません。",
    en: "This vault can only be read, so the access log does not have this export.")

  static func line(_ access: JudgedAccess) -> Text {
    let entry = access.entry
    let who = who(entry)
    let (action, purpose) = (name(of: entry.action), name(of: entry.purpose))
    let flag = access.finding.map { finding($0) }
    let machine = Text(
      ja: entry.byMachine ? "機械" : "人", en: entry.byMachine ? "machine" : "person")
    return Text(
      ja: "\(entry.at)  \(who.ja)  \(action.ja)  \(purpose.ja)  \(entry.count)件  \(machine.ja)"
        + (flag.map { "  ⚠ \($0.ja)" } ?? ""),
      en: "\(entry.at)  \(who.en)  \(action.en)  \(purpose.en)  \(entry.count) records  "
        + machine.en + (flag.map { "  ⚠ \($0.en)" } ?? ""))
  }

  /// Who looked: the holder, the doctor in an emergency, else the name that the source gives.
  static func who(_ entry: AccessEntry) -> Text {
    if entry.isHolders { return Text(ja: "本人", en: "you") }
    guard entry.portal == nil, entry.recipient == .emergency else {
      return Text(ja: entry.who, en: entry.who)
    }
    return name(of: .recipient(.emergency), ConsentState())
  }

  static func name(of action: AccessEntry.Action) -> Text {
    switch action {
    case .read: Text(ja: "閲覧", en: "read")
    case .search: Text(ja: "検索", en: "search")
    case .export: Text(ja: "書き出し", en: "export")
    case .seeAs: Text(ja: "見え方の書き出し", en: "see-as")
    case .opening: Text(ja: "代理人が開いた", en: "opened by a delegate")
    }
  }

  static func finding(_ finding: JudgedAccess.Finding) -> Text {
    switch finding {
    case .unregistered:
      Text(ja: "登録していない相手です", en: "nobody that you have registered")
    case .hidden:
      Text(ja: "見せないと決めた記録です", en: "it touched what you had hidden")
    case .outsideGrant:
      Text(ja: "代理権の範囲外です", en: "outside the delegate's grant")
    }
  }

  static func alert(_ access: JudgedAccess) -> Text {
    let why = access.finding.map(finding) ?? Text(ja: "", en: "")
    return Text(
      ja: "同意に反する閲覧: \(access.entry.who)（\(why.ja)）",
      en: "Access against your consent: \(access.entry.who) (\(why.en))")
  }
}
