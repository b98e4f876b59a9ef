/// From keys to commands, after the person's overrides.
struct Keymap: Equatable, Sendable {
  private(set) var bindings: [KeyBinding]
  private var commands: [KeyMode: [Key: Command]] = [:]

  init(bindings: [KeyBinding] = KeyTable.bindings) {
    self.bindings = bindings
    for binding in bindings {
      for key in binding.keys {
        commands[binding.mode, default: [:]][key] = binding.command
      }
    }
  }

  /// What a key means in a mode, or `nil`.
  ///
  /// While typing only keys that are not characters are commands, so that every character can
  /// be typed.
  func command(for key: Key, in mode: KeyMode) -> Command? {
    if mode == .text, case .character = key { return nil }
    return meaning(of: key, in: mode) ?? meaning(of: key.folded, in: mode)
  }

  private func meaning(of key: Key, in mode: KeyMode) -> Command? {
    commands[mode]?[key] ?? commands[.global]?[key]
  }

  /// The keys of a command in a mode, those of the whole program included.
  func keys(for command: Command, in mode: KeyMode) -> [Key] {
    let own = bindings.filter { $0.command == command && $0.mode == mode }.flatMap(\.keys)
    if mode == .global || !own.isEmpty { return own }
    return keys(for: command, in: .global)
  }
}
