import PHRModel

/// The JSON form of consent on stdout (DESIGN section 4).
enum ConsentJSON {
  /// A decision.
  static func decision(_ decision: Decision, _ text: String) -> JSONValue {
    var id: JSONValue = .null
    var from: Instant?
    var until: Instant?
    switch decision.reason {
    case .directive(let directive, let since, let end):
      id = .string(directive.text)
      from = since
      until = end
    case .seal(let end): until = end
    case .base, .emergencyProfile, .unregistered, .unknown, .grant: break
    }
    return RecordJSON.object([
      ("decision", .string(decision.effect.rawValue)), ("rule", .string(decision.reason.word)),
      ("id", id), ("from", RecordJSON.text(from?.description)),
      ("until", RecordJSON.text(until?.description)),
      ("through", RecordJSON.text(decision.through?.text)), ("text", .string(text)),
    ])
  }

  /// A directive.
  static func directive(
    _ directive: Directive, _ state: ConsentState, status: String
  ) -> JSONValue {
    RecordJSON.object([
      ("id", .string(directive.id.text)), ("effect", .string(directive.effect.rawValue)),
      ("selector", .string(directive.selector.description)),
      ("who", .string(ConsentWords.typed(directive.who, state))),
      ("recipient", RecordJSON.text(directive.who.recipientID?.text)),
      ("purpose", RecordJSON.text(directive.purpose?.rawValue)),
      ("from", RecordJSON.text(directive.window.from?.description)),
      ("until", RecordJSON.text(directive.window.until?.description)),
      ("set", .string(directive.set.description)), ("by", by(directive.by)),
      ("reason", RecordJSON.text(directive.reason)), ("portal", .string(status)),
    ])
  }

  /// A seal.
  static func seal(_ seal: RecordSeal, status: String) -> JSONValue {
    RecordJSON.object([
      ("id", .null), ("effect", "seal"), ("selector", .string(seal.selector.description)),
      ("who", "anyone"), ("from", RecordJSON.text(seal.window.from?.description)),
      ("until", RecordJSON.text(seal.window.until?.description)),
      ("set", .string(seal.set.description)), ("by", by(seal.by)),
      ("reason", RecordJSON.text(seal.reason)), ("portal", .string(status)),
    ])
  }

  /// A leak.
  static func leak(_ leak: Leak, _ recipient: RecipientID, _ language: Language) -> JSONValue {
    RecordJSON.object([
      ("id", .string(leak.shown.text)), ("recipient", .string(recipient.text)),
      ("reason", .string(ConsentWords.word(leak.reason))),
      ("reveals", .array(leak.reveals.map { .string($0.text) })),
      ("text", .string(ConsentWords.why(leak.reason).in(language))),
    ])
  }

  /// Who changed something.
  static func by(_ author: Author) -> JSONValue {
    switch author {
    case .holder: "holder"
    case .delegate(let id): .string("delegate:\(id.text)")
    case .portal(let base): .string("portal:\(base)")
    }
  }
}

extension WhoSelector {
  /// The one recipient, if it is one.
  var recipientID: RecipientID? {
    if case .recipient(let id) = self { return id }
    return nil
  }
}
