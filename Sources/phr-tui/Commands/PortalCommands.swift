import Foundation
import PHRModel
import PHRSync

/// Why a portal command could not do its work.
enum PortalCommandError: Error, Equatable {
  /// The mock portal does not answer.
  case noAnswer
  /// The mock portal has refused the push.
  case refused(status: Int)
}

/// `portal login`: signs in and keeps the account in the vault.
enum PortalLoginCommand {
  static let spec = CommandSpec(
    "portal login",
    options: [
      PortalOptions.portal,
      OptionSpec("--browser", Text(ja: "この機械のブラウザーで", en: "with a browser on this machine")),
    ],
    summary: Text(ja: "ポータルにサインインする", en: "sign in at a portal")
  ) { context in
    try context.withVault(writing: true) { open in
      let base = try PortalOptions.base(context, records: open.store)
      let session = try SyncSession(context, records: open.store, base: base)
      try session.signIn(inBrowser: context.invocation.has("--browser"))
      return .done
    }
  }
}

/// `portal serve`: the mock portal.
enum PortalServeCommand {
  static let defaultPort = 8620

  static let spec = CommandSpec(
    "portal serve",
    options: [
      OptionSpec("--port", "N", Text(ja: "ポート（既定 8620）", en: "port (default: 8620)")),
      OptionSpec(
        "--listen", "ADDRESS",
        Text(ja: "この機械の外にも開く", en: "listen beyond this machine")),
      OptionSpec("--state", "FILE", Text(ja: "状態のファイル", en: "file for its state")),
      OptionSpec("--ask", Text(ja: "サインインを画面で確かめる", en: "confirm logins on a page")),
      OptionSpec(
        "--fault", "WORD[:ARGUMENT]", repeats: true,
        Text(ja: "わざと間違える", en: "do something wrong on purpose")),
    ],
    summary: Text(ja: "デモ用ポータルを動かす", en: "run the mock portal"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    // Blocked before the first thread starts, so that only the wait below receives them.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let portal = try MockPortal(try options(context))
    try announce(portal, context)
    var received: Int32 = 0
    sigwait(&signals, &received)
    portal.stop()
    return .done
  }

  private static func options(_ context: CommandContext) throws -> MockPortal.Options {
    var options = MockPortal.Options()
    options.port = UInt16(try context.number("--port", in: 0...65_535) ?? defaultPort)
    options.stateFile = context.invocation.value("--state")
    options.asks = context.invocation.has("--ask")
    if let host = context.invocation.value("--listen") {
      options.host = host
      try context.tell(SyncWords.openToAll)
    }
    options.faults = try context.invocation.values("--fault").map { word in
      guard let fault = PortalFault(parsing: word) else {
        let known = PortalFault.Word.allCases.map(\.rawValue).joined(separator: "|")
        throw UsageError.badValue(option: "--fault", expected: known)
      }
      return fault
    }
    return options
  }

  private static func announce(_ portal: MockPortal, _ context: CommandContext) throws {
    let people = PortalPerson.invented
    if context.wantsJSON {
      let patients = people.map {
        RecordJSON.object([("id", .string($0.id)), ("name", .string($0.name))])
      }
      let line = RecordJSON.object([
        ("url", .string(portal.base)), ("patients", .array(patients)),
      ])
      try context.output.line(line.serialized())
    } else {
      let names = people.map { "\($0.id) \($0.name)" }.joined(separator: ", ")
      try context.output.line("\(portal.base)  \(names)")
      try context.tell(SyncWords.demonstration)
    }
    try context.output.flush()
  }
}

/// `portal push`: a new notice at the mock portal.
enum PortalPushCommand {
  static let spec = CommandSpec(
    "portal push",
    options: [
      PortalOptions.portal,
      OptionSpec("--patient", "ID", Text(ja: "誰に（既定: 最初の人）", en: "to whom (default: the first)")),
      OptionSpec(
        "--kind", MockPortal.newsKinds.joined(separator: "|"),
        Text(ja: "何の（既定: medication）", en: "about what (default: medication)")),
      OptionSpec("--title", "TEXT", Text(ja: "題名", en: "title")),
      OptionSpec("--text", "TEXT", Text(ja: "本文", en: "message")),
    ],
    summary: Text(ja: "デモ用ポータルに新しいお知らせを出す", en: "send a notice at the mock portal"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let base = try PortalOptions.mockBase(context)
    let kind = context.invocation.value("--kind")
    guard kind.map(MockPortal.newsKinds.contains) ?? true else {
      throw UsageError.badValue(
        option: "--kind", expected: MockPortal.newsKinds.joined(separator: "|"))
    }
    let members = [
      ("patient", context.invocation.value("--patient")), ("kind", kind),
      ("title", context.invocation.value("--title")), ("text", context.invocation.value("--text")),
    ]
    let body = RecordJSON.object(
      members.compactMap { name, text in
        text.map { (name, JSONValue.string($0)) }
      })
    let id = try send(body, to: base)
    try context.output.line(
      context.wantsJSON ? RecordJSON.object([("id", .string(id))]).serialized() : id)
    return .done
  }

  /// Sends the push and waits; gives the notice's id.
  private static func send(_ body: JSONValue, to base: PortalBase) throws -> String {
    guard let url = URL(string: "/admin/push", relativeTo: base.url)?.absoluteURL else {
      throw PortalCommandError.noAnswer
    }
    let request = HTTPRequest(.post, url, body: Data(body.serialized().utf8))
    let transport = PortalLine.transport(limits: HTTPLimits(seconds: 10, bytes: 1 << 20))
    guard let response = try? Waiting.result(of: { try await transport.send(request) }) else {
      throw PortalCommandError.noAnswer
    }
    guard response.status == 201 else {
      throw PortalCommandError.refused(status: response.status)
    }
    return (try? JSONValue(parsing: response.body))?["id"]?.string ?? ""
  }
}

extension PortalOptions {
  /// The mock portal that was typed, else the one that `portal serve` starts; on this machine only.
  ///
  /// - Throws: `UsageError`.
  static func mockBase(_ context: CommandContext) throws -> PortalBase {
    let standard = "http://127.0.0.1:\(PortalServeCommand.defaultPort)/fhir"
    guard let base = try typedBase(context) ?? PortalBase(standard), base.origin.isLoopback else {
      throw UsageError.badValue(option: "--portal", expected: standard)
    }
    return base
  }
}
