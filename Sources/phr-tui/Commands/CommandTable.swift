/// Every subcommand and every global option; help, completions and the parser come from here.
enum CommandTable {
  static let commands =
    common + ExportTable.commands + VaultTable.commands + DelegateTable.commands

  /// The commands that are no family of their own.
  private static let common: [CommandSpec] = [
    DemoCommand.spec, InitCommand.spec, ImportCommand.spec, ListCommand.spec, ShowCommand.spec,
    AddCommand.spec,
    EditCommand.spec, WithdrawCommand.spec, ProfileCommand.spec, TagCommand.add, TagCommand.remove,
    TagCommand.list, TwinsCommand.list, TwinsCommand.unlink, TrendCommand.spec, DueCommand.spec,
    CompletionsCommand.spec,
    InboxCommand.list, InboxCommand.read, InboxCommand.archive, SyncCommand.spec,
    PortalLoginCommand.spec, PortalServeCommand.spec, PortalPushCommand.spec,
    PortalAskCommand.spec,
    RecipientsCommand.list, RecipientsCommand.add, RecipientsCommand.rename,
    RecipientsCommand.remove, RecipientsCommand.rotate,
    ConsentHideCommand.hide, ConsentHideCommand.show, ConsentViewCommands.list,
    ConsentSetCommands.clear, ConsentSetCommands.undo, ConsentViewCommands.explain,
    ConsentViewCommands.check, ConsentViewCommands.history, ConsentSetCommands.base,
    ConsentSetCommands.seal, ConsentSetCommands.unseal, ConsentApplyCommand.spec,
    ConsentEmergencyCommand.spec, ConsentSetCommands.insured, ConsentSetCommands.publish,
    ConsentImportCommand.spec, AccessLogCommand.consentLog, SeeAsCommand.spec,
    AccessLogCommand.spec, ResearchCommand.list, ResearchCommand.refuse,
    ResearchCommand.letter,
  ]

  static let globals: [OptionSpec] = [
    OptionSpec(
      "--vault", "FILE",
      Text(
        ja: "記録ファイル（既定: $PHR_VAULT、なければ $XDG_DATA_HOME/phr-tui/record.phr）",
        en: "the vault (default: $PHR_VAULT, else $XDG_DATA_HOME/phr-tui/record.phr)")),
    OptionSpec(
      "--passphrase-file", "FILE",
      Text(ja: "パスフレーズを書いたファイル", en: "a file that holds the passphrase")),
    OptionSpec(
      "--passphrase-fd", "N",
      Text(ja: "パスフレーズを読むファイル記述子", en: "a descriptor to read the passphrase from")),
    OptionSpec(
      "--key-file", "FILE", Text(ja: "鍵ファイル", en: "the key file of the vault")),
    OptionSpec("--no-input", Text(ja: "何も尋ねない", en: "never ask anything")),
    OptionSpec(
      "--accept-older",
      Text(ja: "古い・枝分かれした状態を正とする", en: "accept an older or diverged state as the truth")),
    OptionSpec(
      "--sole-user",
      Text(ja: "このファイルを使うのは自分だけ", en: "only this program uses the file")),
    OptionSpec("--lang", "ja|en", Text(ja: "言語", en: "language")),
    OptionSpec("--color", "auto|always|never", Text(ja: "色", en: "colours")),
    OptionSpec("--theme", "NAME", Text(ja: "配色", en: "theme")),
    OptionSpec(
      "--linear", Text(ja: "罫線のない一列の表示", en: "plain lines, for screen readers")),
    OptionSpec("--json", Text(ja: "JSON で出力", en: "JSON output")),
    OptionSpec("--version", Text(ja: "版を表示", en: "show the version")),
    OptionSpec("--help", Text(ja: "使い方を表示", en: "show help")),
  ]
}
