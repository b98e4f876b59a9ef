import Foundation
import PHRModel

/// `consent apply FILE`: many directives from JSON lines in one step.
///
/// A line is `{"effect":"hide","selector":"kind:cost","who":"anyone"}`, with `purpose`, `after`,
/// `until` and `reason` if wanted. All lines are set, or none.
enum ConsentApplyCommand {
  static let spec = CommandSpec(
    "consent apply", operands: "FILE", count: 1...1,
    summary: Text(ja: "同意設定をまとめて読み込む", en: "set many directives from JSON lines")
  ) { context in
    let bytes = try InputFile.readWhole(context.operands[0], limit: 16 << 20)
    return try ConsentSetCommands.changing(context) { consent, store in
      let before = try consent.state()
      var state = before
      let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() where line.contains(where: { $0 > 32 }) {
        guard let directive = try directive(Data(line), state, store, context) else {
          throw ConsentFailure.line(index + 1)
        }
        let step =
          directive.effect == .hide
          ? state.hiding(directive)
          : state.showing(directive, newID: ConsentStore.newDirectiveID)
        if let step { state.apply(step, at: context.now) }
      }
      return try difference(from: before, to: state)
    }
  }

  /// One step that does what all lines do.
  private static func difference(
    from before: ConsentState, to after: ConsentState
  ) throws -> ConsentStep {
    let (old, new) = (Set(before.directives.all), Set(after.directives.all))
    guard old != new else { throw ConsentFailure.nothingToTakeBack }
    return .directives(
      removed: before.directives.all.filter { !new.contains($0) },
      added: after.directives.all.filter { !old.contains($0) })
  }

  /// The directive that a line describes; `nil` if it describes none.
  private static func directive(
    _ line: Data, _ state: ConsentState, _ store: RecordStore, _ context: CommandContext
  ) throws -> Directive? {
    guard let json = try? JSONValue(parsing: line),
      let effect = json["effect"]?.string.flatMap(PHRModel.Effect.init(rawValue:)),
      let selector = json["selector"]?.string, let who = json["who"]?.string
    else { return nil }
    let purposeText = json["purpose"]?.string
    let purpose = purposeText.flatMap(Purpose.init(rawValue:))
    guard (purposeText == nil) == (purpose == nil) else { return nil }
    let (from, until) = (json["after"]?.string, json["until"]?.string)
    let window = ConsentWindow(
      from: from.flatMap { ConsentTime.parse($0, edge: .start) },
      until: until.flatMap { ConsentTime.parse($0, edge: .end) })
    guard (from == nil) == (window.from == nil), (until == nil) == (window.until == nil),
      !window.isEmpty
    else { return nil }
    let reason = try json["reason"]?.string.map(context.typed)
    let named = try context.who(who, in: state)
    return Directive(
      id: ConsentStore.newDirectiveID(), effect: effect,
      selector: try context.selector(selector, store), who: named,
      purpose: state.purpose(purpose, of: effect, for: named), window: window, set: context.now,
      reason: reason)
  }
}
