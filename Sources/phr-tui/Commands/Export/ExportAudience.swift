import PHRModel

/// For whom an export is made, with everything that depends on it.
struct ExportAudience {
  /// The word for the holder.
  static let holderWord = AccessEntry.holder

  static let option = OptionSpec(
    "--for", "RECIPIENT|self", Text(ja: "提供先（self は本人）", en: "for whom (self: the holder)"))
  static let purposeOption = OptionSpec(
    "--purpose", "P", Text(ja: "利用目的", en: "the purpose"))

  /// What the recipient gets; `nil` for the holder.
  let view: SharingView?
  /// The recipient's name; `nil` for the holder.
  let name: String?
  /// The recipient's current linkage code.
  let linkageCode: LinkageCode?
  /// Hidden records that what is shown gives away.
  let leaks: [Leak]
  /// The delegate that makes the export and is named on it; `nil` for the holder.
  var maker: String?

  /// What stands before every name of which a UUID is made.
  private let salt: String
  /// What was handed over so far.
  private let handedOver = HandedOver()

  /// The records that it gets.
  func reader(_ store: RecordStore) -> ExportReader {
    ExportReader(store, view: view) { [handedOver] in handedOver.add($0) }
  }

  /// Writes into the access log what leaves the vault, also what the holder takes out alone: that
  /// is how the holder learns that somebody else has sat at the open program.
  ///
  /// A vault that can only be read keeps no log; a delegate's is in the reply.
  func noteAccess(
    _ context: CommandContext, _ open: OpenVault, _ action: AccessEntry.Action = .export
  ) throws {
    guard open.vault.readOnlyReason == nil else {
      if view != nil, maker == nil { try context.tell(ConsentWords.notLogged) }
      return
    }
    try PrintedFrame.note(
      AccessEntry(
        action, who: name ?? view?.recipient.text ?? AccessEntry.holder,
        recipient: view?.recipient, purpose: view?.purpose, records: handedOver.named,
        count: handedOver.count, at: context.now), open.store,
      committed: open.vault.position.commit, now: context.now)
  }

  /// Whether the holder is the reader.
  var isHolder: Bool { view == nil }

  /// Names of records mean nothing outside the vault and differ between recipients, so that two of
  /// them cannot compare notes.
  func uuid(_ name: String) -> String { NameUUID.of(salt + name) }

  /// For whom the command line asks; without `--for` it is the holder.
  init(
    _ context: CommandContext, _ store: RecordStore, purpose fixed: Purpose? = nil
  ) throws {
    let asked = context.invocation.value("--for") ?? Self.holderWord
    guard asked != Self.holderWord else {
      self = .holder
      maker = context.maker
      return
    }
    let purpose = try fixed ?? context.choice("--purpose", Purpose.self)
    let state = try ConsentStore(store).state()
    let id = try Self.recipient(asked, state, at: context.now)
    try self.init(
      store, recipient: id, purpose: purpose, now: context.now, leaksAtMost: Self.told + 1)
    maker = context.maker
  }

  /// A registered recipient and what it is shown now, with at most that many leaks.
  init(
    _ store: RecordStore, recipient id: RecipientID, purpose: Purpose? = nil, now: Instant,
    leaksAtMost: Int = .max
  ) throws {
    let view = try SharingView(store, recipient: id, purpose: purpose, now: now)
    let known = view.state.recipients[id]
    self.init(
      view: view, name: known?.name, linkageCode: known?.currentCode(at: now),
      leaks: try SharingFacts(store, now: now)
        .leaks(for: id, purpose: purpose, atMost: leaksAtMost))
  }

  /// The holder's own eyes.
  static var holder: ExportAudience {
    ExportAudience(view: nil, name: nil, linkageCode: nil, leaks: [])
  }

  private init(
    view: SharingView?, name: String?, linkageCode: LinkageCode?, leaks: [Leak]
  ) {
    self.view = view
    self.name = name
    self.linkageCode = linkageCode
    self.leaks = leaks
    let whose = linkageCode?.text ?? view?.recipient.text ?? Self.holderWord
    salt = "phr-tui export\u{1F}\(whose)\u{1F}"
  }

  private static func recipient(
    _ text: String, _ state: ConsentState, at instant: Instant
  ) throws -> RecipientID {
    do throws(WhoProblem) {
      guard case .recipient(let id) = try state.who(text, at: instant) else {
        throw WhoProblem.unknown(nearest: [])
      }
      return id
    } catch {
      switch error {
      case .unknown(let nearest): throw ExportFailure.unknownRecipient(nearest: nearest)
      case .ambiguous: throw ExportFailure.ambiguousRecipient
      case .unknownClass: throw ExportFailure.unknownRecipient(nearest: [])
      }
    }
  }

  /// Leaks that are told one by one.
  static let told = 10

  /// Says what gives hidden records away, as far as it was looked for; the export is written all
  /// the same.
  func tellLeaks(_ context: CommandContext, _ store: RecordStore) throws {
    for leak in leaks.prefix(Self.told) {
      let title = try store.record(leak.shown)?.body.title ?? "–"
      try context.tell(ExportWords.leak(leak, title: title))
    }
    if leaks.count > Self.told { try context.tell(ExportWords.moreLeaks) }
  }

  /// How the command ends.
  var exit: ExitCode { leaks.isEmpty ? .done : .problems }
}

/// What an export has handed over, as far as the access log tells: how many records, and the first
/// of them by name.
///
/// An export walks over its records once, so that none comes twice.
private final class HandedOver {
  private(set) var named: [RecordID] = []
  private(set) var count = 0

  func add(_ record: RecordID) {
    count += 1
    if named.count < AccessEntry.namedRecords { named.append(record) }
  }
}

extension Recipient {
  /// The code that is in use now and kept apart for nothing.
  func currentCode(at instant: Instant) -> LinkageCode? {
    codes.first { $0.window.contains(instant) && $0.label == nil && $0.purpose == nil }?.code
  }
}

/// A UUID that is the same for the same name (RFC 9562, version 8, from SHA-256).
enum NameUUID {
  static func of(_ name: String) -> String {
    var bytes = Array(SHA256.hash(Array(name.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for (index, byte) in bytes.enumerated() {
      if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
      HexText.append(byte, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
