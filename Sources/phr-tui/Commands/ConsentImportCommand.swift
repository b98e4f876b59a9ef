import PHRModel

/// `consent import`: takes in what a portal holds and this vault has not set, also if it shows.
enum ConsentImportCommand {
  static let spec = CommandSpec(
    "consent import", operands: "[ID]", count: 0...1,
    summary: Text(ja: "ポータルにある同意を取り込む", en: "take in a consent that the portal holds")
  ) { context in
    try context.withVault(writing: true) { open in
      let intake = ConsentIntake(open.store)
      let taken = try intake.takeIn(only: context.operands.first, now: context.now)
      for consent in taken { try context.tell(ConsentWords.taken(consent)) }
      guard !taken.isEmpty else { throw ConsentFailure.nothingToTakeBack }
      return taken.contains { $0.outcome.isOpen } ? .problems : .done
    }
  }
}

extension TakenConsent.Outcome {
  /// Whether nothing of the Consent holds here.
  fileprivate var isOpen: Bool {
    switch self {
    case .applied, .takenBack: false
    case .wouldShow, .kept: true
    }
  }
}
