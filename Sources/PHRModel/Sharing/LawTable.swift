/// What the law lets institutions do by themselves with what they already hold.
///
/// Issue on consent, "Law table": dated data with its source, and no legal advice. It never
/// changes a decision of this program.
public struct LawEntry: Sendable, Hashable {
  /// What may be done.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// Passing on for treatment and care is taken as agreed to, unless the person objects.
    case impliedConsent
    /// An institution may pass on its own data without consent.
    case ownDataWithoutConsent
    /// In an emergency when consent cannot be had.
    case withoutConsentIfUnobtainable
    /// Statutory reports and public health.
    case statutoryReporting
    /// After a notice, unless the person refuses (次世代医療基盤法).
    case noticeWithOptOut
    /// Inquiries that rest on a law.
    case lawfulInquiry
    /// Only with consent.
    case consentNeeded
  }

  /// What may be done.
  public let rule: Rule
  /// For which purposes.
  public let purposes: Set<Purpose>
  /// To recipients of which classes.
  public let classes: Set<RecipientClass>
  /// The law and its articles.
  public let source: LawSource
  /// From this day.
  public let since: CivilDay
  /// To this day, inclusive; `nil` = as far as is known, still.
  public let until: CivilDay?
}

/// A place in a law or an official guidance.
public struct LawSource: Sendable, Hashable {
  /// Its official title.
  public let title: String
  /// Articles.
  public let articles: String
}

/// The table.
public enum LawTable {
  /// The state of the law that the table gives.
  public static let asOf = day(2024, 4, 1)

  /// The entries for a recipient's class and a purpose on a day, the permissions first.
  public static func entries(
    for recipientClass: RecipientClass, purpose: Purpose, on day: CivilDay
  ) -> [LawEntry] {
    all.filter { entry in
      entry.classes.contains(recipientClass) && entry.purposes.contains(purpose)
        && entry.since <= day && entry.until.map { day <= $0 } ?? true
    }
  }

  private static let everyone = Set(RecipientClass.allCases)
  private static let treating: Set<RecipientClass> = [.clinic, .hospital, .pharmacy, .careProvider]
  private static let privacyAct = "個人情報の保護に関する法律"
  private static let guidance = "医療・介護関係事業者における個人情報の適切な取扱いのためのガイダンス"
  private static let researchAct = "医療分野の研究開発に資するための匿名加工医療情報及び仮名加工医療情報に関する法律"
  private static let formerResearchAct = "医療分野の研究開発に資するための匿名加工医療情報に関する法律"
  /// The articles of the privacy act have had their present numbers since then.
  private static let renumbered = day(2022, 4, 1)

  /// All entries.
  public static let all: [LawEntry] = [
    LawEntry(
      rule: .impliedConsent, purposes: [.treatment, .care], classes: treating,
      source: LawSource(title: guidance, articles: "Ⅳ-9(3)"), since: renumbered, until: nil),
    LawEntry(
      rule: .ownDataWithoutConsent, purposes: [.insurance], classes: [.insurer, .municipality],
      source: LawSource(title: "高齢者の医療の確保に関する法律", articles: "第27条"),
      since: day(2008, 4, 1), until: nil),
    LawEntry(
      rule: .withoutConsentIfUnobtainable, purposes: [.emergency], classes: everyone,
      source: LawSource(title: privacyAct, articles: "第27条第1項第2号"), since: renumbered,
      until: nil),
    LawEntry(
      rule: .statutoryReporting, purposes: [.publicHealth], classes: [.municipality],
      source: LawSource(
        title: "感染症の予防及び感染症の患者に対する医療に関する法律", articles: "第12条"),
      since: day(1999, 4, 1), until: nil),
    LawEntry(
      rule: .withoutConsentIfUnobtainable, purposes: [.publicHealth], classes: everyone,
      source: LawSource(title: privacyAct, articles: "第27条第1項第3号"), since: renumbered,
      until: nil),
    LawEntry(
      rule: .noticeWithOptOut, purposes: [.research], classes: [.researcher],
      source: LawSource(title: formerResearchAct, articles: "第30条"), since: day(2018, 5, 11),
      until: day(2024, 3, 31)),
    LawEntry(
      rule: .noticeWithOptOut, purposes: [.research], classes: [.researcher],
      source: LawSource(title: researchAct, articles: "第52条"), since: day(2024, 4, 1), until: nil),
    LawEntry(
      rule: .lawfulInquiry, purposes: [.other], classes: [.municipality, .other],
      source: LawSource(title: privacyAct, articles: "第27条第1項第1号"), since: renumbered,
      until: nil),
    LawEntry(
      rule: .consentNeeded, purposes: [.disaster], classes: everyone,
      source: LawSource(title: "災害対策基本法", articles: "第49条の11第2項"),
      since: day(2014, 4, 1), until: nil),
    LawEntry(
      rule: .consentNeeded, purposes: [.research, .other], classes: everyone,
      source: LawSource(title: privacyAct, articles: "第27条第1項"), since: renumbered, until: nil),
    LawEntry(
      rule: .consentNeeded, purposes: [.treatment, .care], classes: everyone.subtracting(treating),
      source: LawSource(title: privacyAct, articles: "第27条第1項"), since: renumbered, until: nil),
    LawEntry(
      rule: .consentNeeded, purposes: [.insurance],
      classes: everyone.subtracting([.insurer, .municipality]),
      source: LawSource(title: privacyAct, articles: "第27条第1項"), since: renumbered, until: nil),
  ]

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDay {
    guard let day = CivilDay(year: year, month: month, day: day) else {
      preconditionFailure("the table holds real days only")
    }
    return day
  }
}
