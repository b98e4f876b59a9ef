/// The themes that work without any file.
///
/// `themes/*.theme` are the same texts, to copy and change; a test keeps them equal.
enum BuiltinThemes {
  static let defaultName = "dark"

  /// Name and text of each theme.
  static let all: [(name: String, text: String)] = [
    ("dark", dark), ("light", light), ("high-contrast", highContrast),
    ("colour-blind", colourBlind), ("mono", mono),
  ]

  static func text(named name: String) -> String? {
    all.first { $0.name == name }?.text
  }

  /// The default theme; its text is ours and has no problems (`ThemeTests`).
  static var fallback: Theme { ThemeFile.parse(dark, name: defaultName).theme }

  private static let dark = """
    # phr-tui theme: for dark backgrounds
    name = Dark
    symbol                   fg=#ffffff bg=#000000
    symbol @16               fg=white bg=black
    symbol @mono             plain
    text                     fg=default
    text.dim                 fg=#8a8a8a
    text.dim @16             fg=default dim
    text.strong              bold
    heading                  fg=#87d7ff bold
    heading @16              fg=bright-cyan bold
    label                    fg=#87afaf
    label @16                fg=cyan
    value                    fg=default
    value.abnormal           fg=#ffaf5f bold
    value.abnormal.high      fg=#ff8787 bold
    value.abnormal.low       fg=#5fd7ff bold
    value.abnormal.high @16  fg=bright-red bold
    value.abnormal.low @16   fg=bright-cyan bold
    value.abnormal @mono     bold
    value.previous           fg=#9e9e9e
    value.previous @16       plain
    list.selected            fg=#ffffff bg=#005f87 bold
    list.selected @16        fg=white bg=blue bold
    list.selected @mono      reverse bold
    list.selected.inactive   fg=#d0d0d0 bg=#3a3a3a
    list.selected.inactive @16    underline
    list.match               fg=#ffd75f bold
    list.match @16           fg=yellow bold
    record.hidden            fg=#d7afff
    record.hidden @16        fg=magenta
    record.withdrawn         fg=#767676
    record.withdrawn @16     dim
    record.unread            bold
    border                   fg=#585858
    border @16               dim
    border.focused           fg=#5fafd7
    border.focused @16       fg=cyan
    border.focused @mono     bold
    title                    fg=#a8a8a8
    title @16                plain
    title.focused            fg=#87d7ff bold
    title.focused @16        fg=bright-cyan bold
    banner                   fg=#d0d0d0 bg=#262626
    banner @16               reverse
    banner.warning           fg=#1c1c1c bg=#ffaf00 bold
    banner.warning @16       fg=black bg=yellow
    status                   fg=#a8a8a8
    status @16               plain
    status.done              fg=#87d787
    status.done @16          fg=green
    status.error             fg=#ff8787 bold
    status.error @16         fg=bright-red bold
    hint                     fg=#8a8a8a
    hint @16                 plain
    hint.key                 fg=#d7d787 bold
    hint.key @16             fg=yellow bold
    dialog                   fg=default
    dialog.title             fg=#ffd787 bold
    dialog.title @16         fg=yellow bold
    field                    fg=#ffffff bg=#303030
    field @16                underline
    field.focused            fg=#ffffff bg=#005f87
    field.focused @16        fg=white bg=blue
    field.focused @mono      reverse
    field.error              fg=#ff8787
    field.error @16          fg=bright-red
    button                   fg=#d0d0d0 bg=#303030
    button @16               plain
    button.focused           fg=#1c1c1c bg=#87d7ff bold
    button.focused @16       fg=black bg=cyan
    button.focused @mono     reverse bold
    progress                 fg=#5fafd7
    progress @16             fg=cyan
    trend                    fg=#87d7ff
    trend @16                fg=cyan
    scrollbar                fg=#5fafd7
    scrollbar @16            fg=cyan
    secret                   fg=#ffd75f bold
    secret @16               fg=yellow bold

    """

  private static let light = """
    # phr-tui theme: for light backgrounds
    name = Light
    symbol                   fg=#ffffff bg=#000000
    symbol @16               fg=white bg=black
    symbol @mono             plain
    text                     fg=default
    text.dim                 fg=#6c6c6c
    text.dim @16             dim
    text.strong              bold
    heading                  fg=#005f87 bold
    heading @16              fg=blue bold
    label                    fg=#005f5f
    label @16                fg=blue
    value                    fg=default
    value.abnormal           fg=#af5f00 bold
    value.abnormal.high      fg=#af0000 bold
    value.abnormal.low       fg=#0000af bold
    value.abnormal.high @16  fg=red bold
    value.abnormal.low @16   fg=blue bold
    value.abnormal @mono     bold
    value.previous           fg=#6c6c6c
    value.previous @16       plain
    list.selected            fg=#ffffff bg=#005f87 bold
    list.selected @16        fg=white bg=blue bold
    list.selected @mono      reverse bold
    list.selected.inactive   fg=#1c1c1c bg=#d0d0d0
    list.selected.inactive @16    underline
    list.match               fg=#005f00 bold underline
    list.match @16           fg=green bold underline
    record.hidden            fg=#87005f
    record.hidden @16        fg=magenta
    record.withdrawn         fg=#6c6c6c
    record.withdrawn @16     dim
    record.unread            bold
    border                   fg=#8a8a8a
    border @16               dim
    border.focused           fg=#005f87
    border.focused @16       fg=blue
    border.focused @mono     bold
    title                    fg=#585858
    title @16                plain
    title.focused            fg=#005f87 bold
    title.focused @16        fg=blue bold
    banner                   fg=#1c1c1c bg=#dadada
    banner @16               reverse
    banner.warning           fg=#1c1c1c bg=#ffaf00 bold
    banner.warning @16       fg=black bg=yellow
    status                   fg=#585858
    status @16               plain
    status.done              fg=#005f00
    status.done @16          fg=green
    status.error             fg=#af0000 bold
    status.error @16         fg=red bold
    hint                     fg=#6c6c6c
    hint @16                 plain
    hint.key                 fg=#5f0087 bold
    hint.key @16             fg=magenta bold
    dialog                   fg=default
    dialog.title             fg=#5f0087 bold
    dialog.title @16         fg=magenta bold
    field                    fg=#1c1c1c bg=#e4e4e4
    field @16                underline
    field.focused            fg=#ffffff bg=#005f87
    field.focused @16        fg=white bg=blue
    field.focused @mono      reverse
    field.error              fg=#af0000
    field.error @16          fg=red
    button                   fg=#1c1c1c bg=#dadada
    button @16               plain
    button.focused           fg=#ffffff bg=#005f87 bold
    button.focused @16       fg=white bg=blue bold
    button.focused @mono     reverse bold
    progress                 fg=#005f87
    progress @16             fg=blue
    trend                    fg=#005f87
    trend @16                fg=blue
    scrollbar                fg=#005f87
    scrollbar @16            fg=blue
    secret                   fg=#5f0087 bold
    secret @16               fg=magenta bold

    """

  private static let highContrast = """
    # phr-tui theme: black and white with few strong colours
    name = High contrast
    symbol                   fg=#ffffff bg=#000000
    symbol @16               fg=white bg=black
    symbol @mono             plain
    text                     fg=#ffffff bg=#000000
    text.strong              fg=#ffffff bg=#000000 bold
    heading                  fg=#ffff00 bg=#000000 bold
    label                    fg=#ffffff bg=#000000 bold
    value.abnormal           fg=#000000 bg=#ffff00 bold
    list.selected            fg=#000000 bg=#ffffff bold
    list.selected.inactive   fg=#ffffff bg=#000000 underline
    list.match               fg=#ffff00 bg=#000000 bold underline
    record.hidden            fg=#00ffff bg=#000000
    record.withdrawn         fg=#ffffff bg=#000000 underline
    record.unread            fg=#ffffff bg=#000000 bold
    border                   fg=#ffffff bg=#000000
    border.focused           fg=#ffff00 bg=#000000 bold
    title.focused            fg=#ffff00 bg=#000000 bold
    banner                   fg=#000000 bg=#ffffff bold
    banner.warning           fg=#000000 bg=#ffff00 bold
    status.done              fg=#00ff00 bg=#000000 bold
    status.error             fg=#000000 bg=#ffff00 bold
    hint.key                 fg=#ffff00 bg=#000000 bold
    dialog.title             fg=#ffff00 bg=#000000 bold
    field                    fg=#ffffff bg=#000000 underline
    field.focused            fg=#000000 bg=#00ffff bold
    field.error              fg=#000000 bg=#ffff00 bold
    button                   fg=#ffffff bg=#000000 underline
    button.focused           fg=#000000 bg=#00ffff bold
    progress                 fg=#ffff00 bg=#000000
    trend                    fg=#ffff00 bg=#000000
    scrollbar                fg=#ffff00 bg=#000000
    secret                   fg=#000000 bg=#ffff00 bold
    text @mono               plain
    value.abnormal @mono     bold underline
    list.selected @mono      reverse bold
    banner.warning @mono     reverse bold
    button.focused @mono     reverse bold
    field.focused @mono      reverse

    """

  private static let colourBlind = """
    # phr-tui theme: blue, orange and yellow only, told apart with every colour vision
    # (after the palette of Okabe and Ito, Color Universal Design)
    name = Colour-blind safe
    symbol                   fg=#ffffff bg=#000000
    symbol @16               fg=white bg=black
    symbol @mono             plain
    text                     fg=default
    text.dim                 fg=#9e9e9e
    text.dim @16             plain
    text.strong              bold
    heading                  fg=#56b4e9 bold
    heading @16              fg=bright-blue bold
    label                    fg=#9ecae1
    label @16                plain
    value.abnormal           fg=#f0e442 bold
    value.abnormal.high      fg=#e69f00 bold
    value.abnormal.low       fg=#56b4e9 bold underline
    value.abnormal.high @16  fg=yellow bold
    value.abnormal.low @16   fg=bright-blue bold underline
    value.abnormal @mono     bold
    value.previous           fg=#9e9e9e
    value.previous @16       plain
    list.selected            fg=#ffffff bg=#0072b2 bold
    list.selected @16        fg=white bg=blue bold
    list.selected @mono      reverse bold
    list.selected.inactive   underline
    list.match               fg=#f0e442 bold underline
    list.match @16           fg=yellow bold underline
    record.hidden            fg=#cc79a7 underline
    record.hidden @16        underline
    record.withdrawn         fg=#9e9e9e
    record.withdrawn @16     dim
    record.unread            bold
    border                   fg=#767676
    border @16               plain
    border.focused           fg=#56b4e9
    border.focused @16       fg=bright-blue bold
    title.focused            fg=#56b4e9 bold
    title.focused @16        fg=bright-blue bold
    banner                   reverse
    banner.warning           fg=#000000 bg=#e69f00 bold
    banner.warning @16       fg=black bg=yellow
    status.done              fg=#56b4e9 bold
    status.done @16          fg=bright-blue bold
    status.error             fg=#e69f00 bold
    status.error @16         fg=yellow bold
    hint.key                 fg=#f0e442 bold
    hint.key @16             fg=yellow bold
    dialog.title             fg=#f0e442 bold
    dialog.title @16         fg=yellow bold
    field                    underline
    field.focused            fg=#ffffff bg=#0072b2
    field.focused @16        fg=white bg=blue
    field.focused @mono      reverse
    field.error              fg=#e69f00 bold
    field.error @16          fg=yellow bold
    button                   underline
    button.focused           fg=#000000 bg=#f0e442 bold
    button.focused @16       fg=black bg=yellow
    button.focused @mono     reverse bold
    progress                 fg=#56b4e9
    progress @16             fg=bright-blue
    trend                    fg=#56b4e9
    trend @16                fg=bright-blue
    scrollbar                fg=#56b4e9
    scrollbar @16            fg=bright-blue
    secret                   fg=#f0e442 bold
    secret @16               fg=yellow bold

    """

  private static let mono = """
    # phr-tui theme: no colours, only bold, underline and reverse
    name = Monochrome
    symbol                   fg=#ffffff bg=#000000
    symbol @16               fg=white bg=black
    symbol @mono             plain
    text                     plain
    text.strong              bold
    text.dim                 dim
    heading                  bold
    value.abnormal           bold underline
    value.previous           dim
    list.selected            reverse bold
    list.selected.inactive   underline
    list.match               underline
    record.withdrawn         dim
    record.unread            bold
    record.hidden            underline
    border.focused           bold
    title.focused            bold
    banner                   reverse
    banner.warning           reverse bold
    status.error             bold
    status.done              underline
    hint.key                 bold
    dialog.title             bold
    field                    underline
    field.focused            reverse
    field.error              bold
    button                   underline
    button.focused           reverse bold
    secret                   bold

    """
}
