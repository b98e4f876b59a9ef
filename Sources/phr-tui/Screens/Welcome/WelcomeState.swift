import PHRModel

/// The guided start: explain, passphrase and base rule, recovery code, what next.
struct WelcomeState: Sendable, Equatable {
  enum Step: Sendable, Equatable {
    case introduction
    case form
    case creating
    /// Shown once; the person types its last group to prove that it was written down.
    case recoveryCode(String)
    case whatNext
  }

  enum FieldID: Hashable, Sendable {
    case passphrase
    case again
    case base
    case proof
  }

  enum Problem: Sendable, Equatable {
    case tooShort
    case differs
    case unusable
    case wrongProof
  }

  var step = Step.introduction
  var form: Form<FieldID>
  var problem: Problem?

  /// Fewer characters are refused for a new passphrase.
  static let shortestPassphrase = 8

  init(step: Step = .introduction) {
    self.step = step
    switch step {
    case .recoveryCode:
      form = Form([.init(id: .proof, control: .text(TextField()))])
    case .introduction, .form, .creating, .whatNext:
      form = Form([
        .init(id: .passphrase, control: .text(TextField("", isSecret: true))),
        .init(id: .again, control: .text(TextField("", isSecret: true))),
        .init(
          id: .base,
          control: .choice(options: BaseRule.allCases.map(WelcomeWords.base), selected: 0)),
      ])
    }
  }

  /// Which keys hold in this step.
  var mode: KeyMode {
    switch step {
    case .introduction, .creating, .whatNext: .browse
    case .form, .recoveryCode: form.mode
    }
  }

  /// The last group of four characters of a recovery code.
  static func proof(of code: String) -> String {
    String(code.suffix(4))
  }
}
