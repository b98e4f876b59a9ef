/// Completion scripts in the languages of shells.
enum CompletionScript {
  /// For bash: source it.
  static var bash: String {
    """
    \(tables)
    _phr_tui() {
      local current="${COMP_WORDS[COMP_CWORD]}" word
      local phr_command="" phr_option="" phr_words phr_files phr_options
      for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        [ "$word" = "=" ] || _phr_tui_step "$word"
      done
      [ "$current" = "=" ] && current=""
      _phr_tui_choose "$current"
      COMPREPLY=( $(compgen -W "$phr_words" -- "$current") )
      if [ -n "$phr_files" ]; then
        compopt -o filenames 2>/dev/null
        local IFS=$'\\n'
        COMPREPLY+=( $(compgen -f -- "$current") )
      fi
    }
    complete -F _phr_tui phr-tui

    """
  }

  /// For zsh: source it, or put it into a folder of `fpath` as `_phr-tui`.
  static var zsh: String {
    """
    #compdef phr-tui
    \(tables)
    _phr_tui() {
      local word current="${words[CURRENT]}"
      local phr_command="" phr_option="" phr_words phr_files phr_options
      for word in "${(@)words[2,CURRENT-1]}"; do _phr_tui_step "$word"; done
      if [[ "$current" == --*=* ]]; then
        _phr_tui_step "${current%%=*}"
        compset -P '*='
        current=""
      fi
      _phr_tui_choose "$current"
      [ -n "$phr_words" ] && compadd -- ${=phr_words}
      [ -n "$phr_files" ] && _files
      return 0
    }
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u; }
    compdef _phr_tui phr-tui
    [ "$funcstack[1]" = "_phr-tui" ] && _phr_tui

    """
  }

  // MARK: What bash and zsh share

  /// Functions that set `phr_words`, `phr_files` and `phr_options`, and a walk over typed words.
  private static var tables: String {
    """
    _phr_tui_place() {
      phr_words="" phr_files="" phr_options=""
      case "$1" in
    \(CompletionTable.places.map(place).joined(separator: "\n"))
        *) return 1 ;;
      esac
    }
    _phr_tui_value() {
      phr_words="" phr_files=""
      case "$1 $2" in
    \(values.joined(separator: "\n"))
        *) return 1 ;;
      esac
    }
    _phr_tui_step() {
      if [ -n "$phr_option" ]; then phr_option=""; return; fi
      case "$1" in
        --*=*) ;;
        -*) _phr_tui_value "$phr_command" "$1" && phr_option="$1" ;;
        *) _phr_tui_place "${phr_command:+$phr_command }$1" \\
             && phr_command="${phr_command:+$phr_command }$1" ;;
      esac
    }
    _phr_tui_choose() {
      if [ -n "$phr_option" ]; then _phr_tui_value "$phr_command" "$phr_option"; return; fi
      _phr_tui_place "$phr_command"
      case "$1" in
        -*) phr_words="$phr_options \(CommandTable.globals.map(\.name).joined(separator: " "))"
            phr_files="" ;;
      esac
    }
    """
  }

  private static func place(_ place: CompletionTable.Place) -> String {
    let words = place.words.map(\.word).joined(separator: " ")
    let options = place.options.map(\.name).joined(separator: " ")
    var parts: [String] = []
    if !words.isEmpty { parts.append("phr_words=\"\(words)\"") }
    if place.takesFiles { parts.append("phr_files=yes") }
    if !options.isEmpty { parts.append("phr_options=\"\(options)\"") }
    return "    \"\(place.command)\") \(parts.joined(separator: " ")) ;;"
  }

  private static var values: [String] {
    let own = CompletionTable.places.flatMap { place in
      place.options.compactMap { value(of: $0, pattern: "\"\(place.command) \($0.name)\"") }
    }
    return own + CommandTable.globals.compactMap { value(of: $0, pattern: "*\" \($0.name)\"") }
  }

  private static func value(of option: OptionSpec, pattern: String) -> String? {
    guard let name = option.value else { return nil }
    switch CompletionTable.Words(placeholder: name) {
    case .choices(let words):
      return "    \(pattern)) phr_words=\"\(words.joined(separator: " "))\" ;;"
    case .files: return "    \(pattern)) phr_files=yes ;;"
    case .free: return "    \(pattern)) ;;"
    }
  }

  // MARK: fish

  /// For fish: put it into `~/.config/fish/completions/phr-tui.fish`.
  static func fish(_ language: Language) -> String {
    let paths = CompletionTable.places.map { "'\($0.command)'" }.joined(separator: " ")
    let lines = CompletionTable.places.flatMap { fish($0, language) }
    let globals = CommandTable.globals.map { fish($0, condition: "", language) }
    return """
      function __phr_tui_path
        set -l path ''
        set -l skip ''
        set -l tokens (commandline -opc)
        for word in $tokens[2..-1]
          if test -n "$skip"
            set skip ''
            continue
          end
          switch $word
            case '--*=*'
            case \(CompletionTable.valued.joined(separator: " "))
              set skip yes
            case '-*'
            case '*'
              set -l longer (string trim -- "$path $word")
              contains -- $longer \(paths); and set path $longer
          end
        end
        echo $path
      end
      function __phr_tui_at
        test (__phr_tui_path) = "$argv"
      end
      complete -c phr-tui -f
      \((globals + lines).joined(separator: "\n"))

      """
  }

  private static func fish(_ place: CompletionTable.Place, _ language: Language) -> [String] {
    let condition = " -n \"__phr_tui_at '\(place.command)'\""
    let words = place.words.map { word, summary in
      "complete -c phr-tui\(condition) -a \(word)" + description(summary, language)
    }
    let files = place.takesFiles ? ["complete -c phr-tui\(condition) -F"] : []
    return words + files + place.options.map { fish($0, condition: condition, language) }
  }

  private static func fish(
    _ option: OptionSpec, condition: String, _ language: Language
  ) -> String {
    let name = "complete -c phr-tui\(condition) -l \(option.name.dropFirst(2))"
    let end = description(option.summary, language)
    guard let value = option.value else { return name + end }
    switch CompletionTable.Words(placeholder: value) {
    case .choices(let words): return name + " -x -a '\(words.joined(separator: " "))'" + end
    case .files: return name + " -r -F" + end
    case .free: return name + " -x" + end
    }
  }

  private static func description(_ text: Text?, _ language: Language) -> String {
    guard let text else { return "" }
    return " -d '" + text.in(language).replacing("'", with: "\\'") + "'"
  }
}
