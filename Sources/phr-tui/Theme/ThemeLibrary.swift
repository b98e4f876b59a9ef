import Foundation

/// Finds theme files and falls back to the themes that are built in.
struct ThemeLibrary: Sendable {
  /// The folders that are searched, the person's own first.
  var folders: [String]

  init(folders: [String]) {
    self.folders = folders
  }

  /// The folders of an installed program or of a checkout.
  ///
  /// - Parameters:
  ///   - environment: `XDG_CONFIG_HOME` and `HOME` (XDG Base Directory Specification).
  ///   - executable: The path of the running binary: themes lie in `../share/phr-tui/themes`
  ///     beside an installed one, and in `themes` above a build folder.
  init(environment: [String: String], executable: String) {
    var folders: [String] = []
    if let config = Self.configurationFolder(environment: environment) {
      folders.append(config + "/themes")
    }
    var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    folders.append(
      folder.deletingLastPathComponent().appendingPathComponent("share/phr-tui/themes").path)
    while folder.path != "/", !folder.path.isEmpty {
      if folder.lastPathComponent == ".build" {
        folders.append(folder.deletingLastPathComponent().appendingPathComponent("themes").path)
      }
      folder.deleteLastPathComponent()
    }
    self.folders = folders
  }

  /// `$XDG_CONFIG_HOME/phr-tui`, by default `~/.config/phr-tui`; `nil` without a home.
  static func configurationFolder(environment: [String: String]) -> String? {
    if let base = environment["XDG_CONFIG_HOME"], base.hasPrefix("/") { return base + "/phr-tui" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.config/phr-tui"
  }

  /// The theme of that name with what was wrong in its file; `nil` if there is none.
  func theme(named name: String) -> (theme: Theme, problems: [ThemeProblem])? {
    // A name is not a path: `--theme ../../secret` must not open anything.
    guard !name.contains("/"), !name.hasPrefix(".") else { return nil }
    for folder in folders {
      let path = folder + "/" + name + ".theme"
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      return ThemeFile.parse(String(decoding: data, as: UTF8.self), name: name)
    }
    return BuiltinThemes.text(named: name).map { ThemeFile.parse($0, name: name) }
  }

  /// The names that `--theme` accepts, in order, without doubles.
  var names: [String] {
    var found = Set(BuiltinThemes.all.map(\.name))
    for folder in folders {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for file in files where file.hasSuffix(".theme") && !file.hasPrefix(".") {
        found.insert(String(file.dropLast(".theme".count)))
      }
    }
    return found.sorted()
  }
}
