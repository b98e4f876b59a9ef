import PHRModel

/// What is said while a command waits for the file, or asks whether to believe it.
enum VaultStandingWords {
  static let waiting = Text(
    ja: "他のプログラムが記録ファイルを使っています。終わるのを待っています…",
    en: "Another program is using the vault; waiting for it…")

  /// Asks whether an older or diverged file shall become the truth.
  static func accept(_ reason: VaultReadOnlyReason) -> Text {
    let sentence = VaultWords.sentence(for: reason)
    return Text(
      ja: "\(sentence.ja)\nこの状態を正とし、この端末が覚えている新しい状態を忘れますか。",
      en: "\(sentence.en)\nTake this state as the truth and forget the newer one seen here?")
  }

  /// How another copy of a vault stands to what this machine has seen: a note, no refusal.
  static func note(_ reason: VaultReadOnlyReason) -> Text {
    switch reason {
    case .diverged:
      Text(
        ja: "参考: この控えは、この端末で最後に見た状態と枝分かれしています。",
        en: "Note: this copy and the state last seen here went different ways.")
    case .headerRolledBack:
      Text(
        ja: "参考: この控えの鍵は、この端末で最後に見たものより古いものです。",
        en: "Note: the keys of this copy are older than those last seen here.")
    case .rememberedCommitLost:
      Text(
        ja: "参考: この控えの末尾は、この端末で見た変更を失っています。",
        en: "Note: the end of this copy lacks a change that this machine has seen.")
    default:
      Text(
        ja: "参考: この控えは、この端末で最後に見た状態より古いものです。",
        en: "Note: this copy is older than the state last seen here.")
    }
  }

  /// How a backup stands to the file that it would replace.
  static func replace(_ standing: VaultRestoreStanding) -> Text {
    let because = cause(of: standing)
    return Text(
      ja: "\(because.ja)\nそれでも置き換えますか（今のファイルは .prev として残します）。",
      en: "\(because.en)\nReplace it all the same? The present file is kept as .prev.")
  }

  private static func cause(of standing: VaultRestoreStanding) -> Text {
    switch standing {
    case .older(let commits):
      Text(
        ja: "今の記録ファイルの方が新しく、控えに無い変更が少なくとも \(commits) 回分あります。",
        en: "The present vault is newer: it has at least \(commits) changes that the backup lacks.")
    case .diverged:
      Text(
        ja: "今の記録ファイルと控えは枝分かれしています。どちらにも、もう一方に無い変更があります。",
        en: "The present vault and the backup went different ways; each has changes that the other "
          + "lacks.")
    case .otherKey:
      Text(
        ja: "今の記録ファイルは鍵が替えられています。控えは前の鍵のものです。",
        en: "The present vault has another data key; the backup still has the former one.")
    case .otherVault:
      Text(ja: "そこにあるのは別の記録ファイルです。", en: "The file there is another vault.")
    case .unreadable(let error):
      Text(
        ja: "今のファイルは読めません: \(VaultErrorWords.report(error).message.ja)",
        en: "The present file cannot be read: \(VaultErrorWords.report(error).message.en)")
    case .nothingThere, .same, .newer:
      Text(ja: "今のファイルを置き換えます。", en: "The present file will be replaced.")
    }
  }
}
