import Foundation
import PHRModel
import Testing

@testable import phr_tui

/// Two people at two screens: a mother with her vault, a daughter with what she was given.
final class FamilyJourney {
  static let motherPassphrase = "mother-of-all-words"
  static let ownPassphrase = "daughter-of-all-words"

  let folder: TemporaryFolder
  let clock = VaultStory.Clock()
  let language: Language
  /// How files are opened; tests of older copies let the machine remember what it saw.
  var options = Story.options
  var size = Size(width: 80, height: 24)
  private(set) var code = ""

  init(_ language: Language = .english) throws {
    folder = try TemporaryFolder()
    self.language = language
    let made = try Vault.create(
      at: place("mother.phr"), credential: .passphrase(try Passphrase(Self.motherPassphrase)),
      options: Story.options)
    defer { made.vault.close() }
    try fill(try RecordStore(Connection(path: made.vault.path, vfs: made.vault.vfsName)))
  }

  private func fill(_ store: RecordStore) throws {
    var profile = Profile()
    profile.name = "架空 はな"
    profile.birthDate = PartialDate(iso: "1948-05-02")
    try store.setProfile(profile, origin: "manual", recorded: Story.now)
    let typed = Provenance(channel: .manual, format: "manual", name: "", received: Story.now)
    for body in try [
      Sample.body(.medication, [("drug", "見せる薬"), ("date", "2026-03-01")]),
      Sample.body(.medication, [("drug", "もう一つの薬"), ("date", "2026-02-01")]),
      Sample.body(.condition, [("name", "見せない病名")]),
      Sample.checkup("2025-06-12", glucose: "118", hdl: "38"),
      Sample.body(
        .vaccination,
        [("vaccine", "インフルエンザ"), ("date", "2025-10-20"), ("next-due", "2026-10-20")]),
    ] {
      _ = try store.apply(RecordDraft(body: body), provenance: typed, recorded: Story.now)
    }
  }

  func place(_ name: String) -> String { folder.path + "/" + name }

  /// The mother at her screen, with her vault open.
  func mother() async throws -> VaultStory {
    let story = try VaultStory(
      folder: folder, file: "mother.phr", size: size, language: language, clock: clock)
    try await story.unlock(Self.motherPassphrase)
    return story
  }

  /// The daughter at hers; the file waits for whatever it waits for.
  func daughter() throws -> VaultStory {
    try VaultStory(
      folder: folder, file: "mum.phr", size: size, language: language, people: true, clock: clock,
      options: options)
  }

  /// Gives the daughter the medication and the checkups, by the form; the code stays here.
  func grant(right: Grant.Right = .view) async throws {
    try grant(try await mother(), right: right)
  }

  /// The same at a screen that is open already; it is left afterwards.
  func grant(_ mother: VaultStory, right: Grant.Right) throws {
    fillForm(mother, right: right)
    mother.press("Ctrl-S")
    code = try #require(mother.grantCode)
    mother.press(String(code.suffix(4)) + " Enter")
    mother.press("Ctrl-C")
    #expect(mother.quit)
  }

  /// The form for the daughter, filled in but not saved.
  func fillForm(_ mother: VaultStory, right: Grant.Right = .view) {
    mother.press("D a")
    mother.type("架空 ゆり")
    mother.press("Tab 娘 Tab Left Left Tab")
    for _ in 0..<(Grant.Right.allCases.firstIndex(of: right) ?? 0) { mother.press("Right") }
    mother.press("Tab Right Tab Tab Right")
    mother.press("Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Ctrl-U 2027-03-31")
    mother.press("Tab Tab Ctrl-U \(place("mum.phr"))")
  }

  /// The first opening, with the daughter's own passphrase.
  func admit() throws -> VaultStory {
    let daughter = try daughter()
    daughter.press("\(code) Enter \(Self.ownPassphrase) Enter \(Self.ownPassphrase) Enter")
    return daughter
  }
}

extension VaultStory {
  /// The one-time code while it is on the screen.
  var grantCode: String? {
    guard case .family(.grantCode(let given)) = state.destination else { return nil }
    return given.proof.code
  }

  /// The page on delegates, if it is in front.
  var delegates: DelegatesState? {
    if case .family(.delegates(let page)) = state.destination { page } else { nil }
  }

  /// The family overview, if it is in front.
  var overview: PeopleState? {
    if case .family(.people(let people)) = state.destination { people } else { nil }
  }
}
