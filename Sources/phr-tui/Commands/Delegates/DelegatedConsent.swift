import PHRModel

/// `consent hide|show` in a delegate's file: set on the holder's behalf, by way of the reply.
///
/// What it means for whom is not told here: the file does not hold the holder's other rules.
enum DelegatedConsent {
  static func run(
    _ context: CommandContext, _ effect: PHRModel.Effect, who: String, window: ConsentWindow
  ) throws -> ExitCode {
    try context.withVault { open in
      let file = try ProposeCommand.delegated(context)
      guard file.head.grant.right == .consent else { throw DelegateError.consentNotGranted }
      let named = try context.who(who, in: file.head.consentState)
      let request = ConsentRequest(
        effect: effect, selector: try context.selector(context.operands[0], open.store),
        who: named, purpose: try context.purpose(), window: window, reason: try context.reason())
      guard try file.allows(request, now: context.now) else {
        throw DelegateError.consentOutsideGrant
      }
      guard !context.invocation.has("--dry-run") else { return .done }
      try file.reply.note(.consent(request), at: context.now)
      try context.tell(DelegateWords.consentWritten)
      return .done
    }
  }
}
