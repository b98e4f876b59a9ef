import Foundation
import PHRModel

/// The places about other people's files, about delegates, and about a child who comes of age.
enum FamilyPlace: Sendable, Equatable {
  case people(PeopleState)
  case admission(AdmissionState)
  case delegates(DelegatesState)
  case grantForm(GrantFormState)
  case grantCode(GrantCodeState)
  case handover(HandoverState)
  case note(NoteState)

  /// Which keys hold there.
  var keyMode: KeyMode {
    switch self {
    case .people(let people): people.prompt == nil ? .browse : .text
    case .admission(let admission): admission.form.mode
    case .delegates: .browse
    case .grantForm(let form): form.form.mode
    case .grantCode(let code): code.form.mode
    case .handover(let handover): handover.mode
    case .note: .text
    }
  }

  /// Whether it stands in front of the place that opened it.
  var isDialog: Bool {
    if case .note = self { true } else { false }
  }

  /// Whether a code is on the screen that will never be shown again.
  var showsCode: Bool {
    switch self {
    case .grantCode: true
    case .handover(let handover): handover.code != nil
    default: false
    }
  }

  /// Whether something was typed that nobody has saved.
  var isUnsaved: Bool {
    switch self {
    case .grantForm(let form): form.isChanged
    case .note(let note): !note.field.isEmpty
    default: false
    }
  }

  /// Whether it shows health data though no vault is open.
  var showsDigests: Bool {
    guard case .people(let people) = self else { return false }
    return people.rows.contains { $0.digest != nil }
  }
}

/// One of the files of the people whom somebody looks after.
struct PersonFile: Sendable, Equatable {
  var path: String
  var standing: PeopleList.Standing

  /// The file's name without its folder.
  var name: String { URL(fileURLWithPath: path).lastPathComponent }

  /// What stands under a path now.
  init(_ path: String) {
    self.path = path
    standing = PeopleList.Standing(path)
  }

  init(path: String, standing: PeopleList.Standing) {
    self.path = path
    self.standing = standing
  }
}

/// What the world must do about people's files.
enum PeopleTask: Sendable, Equatable {
  case list
  /// Close the present file and get ready for another one.
  case switchTo(String)
  /// Derive the key of a file, to read its overview.
  case look(path: String, passphrase: String)
  /// Open, read the overview, close.
  case read(DerivedKey, path: String)
  case add(String)
  case remove(String)
  /// The first opening of a delegate's file.
  case admit(code: String, passphrase: String)
}

/// What happened to people's files.
enum PeopleNews: Sendable, Equatable {
  case listed([PeopleState.Row])
  /// A file is closed and waits for its passphrase or code.
  case ready(PersonFile)
  case derived(DerivedKey, path: String)
  case looked(path: String, PersonDigest)
  /// The first opening succeeded.
  case admitted
  case added
  case removed
  case failed(ErrorReport)
}
