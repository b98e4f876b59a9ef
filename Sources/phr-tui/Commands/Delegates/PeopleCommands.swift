import Foundation
import PHRModel

/// The files of everybody whom a caregiver looks after: paths only, so that nothing of one
/// person's file is ever written into another place.
struct PeopleList {
  private let path: String

  /// The list in `$XDG_DATA_HOME/phr-tui/people`.
  init(environment: [String: String]) {
    let home = environment["HOME"] ?? "."
    let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    path = (data ?? home + "/.local/share") + "/phr-tui/people"
  }

  /// The paths in the order in which they were added.
  var files: [String] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Puts a path on the list, once.
  ///
  /// - Throws: `CommandFailure.cannotWrite`.
  func add(_ file: String) throws {
    if !files.contains(file) { try write(files + [file]) }
  }

  /// Keeps a list of paths.
  ///
  /// - Throws: `CommandFailure.cannotWrite`.
  func write(_ files: [String]) throws {
    try VaultFolder.prepare(for: path)
    let bytes = Data(files.map { $0 + "\n" }.joined().utf8)
    do {
      try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure.cannotWrite(file: path, errno: EACCES)
    }
  }

  /// What stands under a path of the list.
  enum Standing: String, Sendable {
    case vault
    case delegate
    /// A delegate's file that was not opened yet: its code is needed.
    case sealed
    /// A delegate's file whose reply is gone: no code opens it any more.
    case replyMissing = "reply-missing"
    case missing

    init(_ path: String) {
      guard FileManager.default.fileExists(atPath: path) else {
        self = .missing
        return
      }
      guard DelegatedFile.stands(at: path) else {
        self = .vault
        return
      }
      do {
        _ = try DelegatedFile.keyedFile(of: path)
        self = .delegate
      } catch DelegateError.replyMissing {
        self = .replyMissing
      } catch {
        self = .sealed
      }
    }
  }
}

/// `people list|add|remove`: everybody whom a caregiver looks after.
enum PeopleCommands {
  static let list = CommandSpec(
    "people list", summary: Text(ja: "見守っている人のファイルの一覧", en: "list the files of your people")
  ) { context in
    for (index, file) in PeopleList(environment: context.environment).files.enumerated() {
      let standing = PeopleList.Standing(file)
      let json = RecordJSON.object([
        ("number", RecordJSON.number(index + 1)), ("file", .string(file)),
        ("kind", .string(standing.rawValue)),
      ])
      try context.output.line(
        context.wantsJSON
          ? json.serialized() : context.say(DelegateWords.person(index + 1, file, standing)))
    }
    return .done
  }

  static let add = CommandSpec(
    "people add", operands: "FILE", count: 1...1,
    options: [
      OptionSpec("--code-file", "FILE", Text(ja: "一回限りのコードを書いたファイル", en: "the one-time code"))
    ],
    summary: Text(
      ja: "見守る人のファイルを加える（代理人用ファイルの最初の開封）",
      en: "add a person's file; the first opening of a delegate's file"), run: addFile)

  static let remove = CommandSpec(
    "people remove", operands: "FILE|NUMBER", count: 1...1,
    summary: Text(ja: "一覧から外す（ファイルは消さない）", en: "take a file off the list; it stays")
  ) { context in
    let people = PeopleList(environment: context.environment)
    var files = people.files
    let wanted = context.operands[0]
    let index =
      Int(wanted).map { $0 - 1 } ?? files.firstIndex(of: URL(fileURLWithPath: wanted).path) ?? -1
    guard files.indices.contains(index) else { throw CommandFailure.nothingToDo }
    files.remove(at: index)
    try people.write(files)
    try context.tell(DelegateWords.personRemoved)
    return .done
  }

  private static func addFile(_ context: CommandContext) throws -> ExitCode {
    let path = URL(fileURLWithPath: context.operands[0]).path
    guard try !Vault.slotKinds(at: path).isEmpty else { throw VaultError.notAVault }
    let standing = PeopleList.Standing(path)
    // Without a code slot the reply must come back to its place.
    if standing == .replyMissing { throw DelegateError.replyMissing }
    if standing == .sealed {
      let file = try context.admit(path, options: context.newKeyOptions)
      defer { file.close() }
      try context.tell(DelegateWords.banner(file.head.grant, holder: file.holder))
    }
    try PeopleList(environment: context.environment).add(path)
    try context.tell(DelegateWords.personAdded)
    return .done
  }
}
