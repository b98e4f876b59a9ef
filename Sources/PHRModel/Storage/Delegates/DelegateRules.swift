import Foundation

extension SharingView {
  /// Everything besides the records that decides what a delegate's file holds.
  private struct Rules: Encodable {
    let grant: Grant?
    let isInForce: Bool
    let directives: [Directive]
    let seals: [RecordSeal]
    let showsInsuredNumbers: Bool
  }

  /// A digest of the rules that hold for the delegate at the view's moment.
  ///
  /// While it stays the same, only records that were changed can look different to the delegate;
  /// a window that begins or ends in between gives another digest.
  func rulesDigest() throws -> Data {
    let rules = Rules(
      grant: state.grants[recipient], isInForce: isRegistered,
      directives: Policy(state).directives(for: recipient, purpose: purpose, at: moment)
        .sorted { $0.id < $1.id },
      seals: state.seals.filter { $0.window.contains(moment) }
        .sorted { ($0.set, $0.selector.description) < ($1.set, $1.selector.description) },
      showsInsuredNumbers: showsInsuredNumbers)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(rules).withUnsafeBytes { Data(SHA256.hash($0)) }
  }
}
