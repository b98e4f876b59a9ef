/// What a doctor reads about a person on one page, before any layout.
///
/// Computed from shown records only (see `SummaryBuilder`): currents, stops, duplicates, trends and
/// ages depend on nothing that is hidden. The same input gives the same value.
public struct PatientSummary: Sendable, Equatable {
  /// Who the holder is, as far as it was ticked.
  public var person: Person
  /// Allergies and adverse reactions.
  public var allergies: [Record]
  /// Drugs that are taken now.
  public var current: [DrugCourse]
  /// Drugs whose supply ended in the last six months.
  public var stopped: [DrugCourse]
  /// Conditions, then past illnesses, procedures and remarks.
  public var conditions: [Record]
  /// Abnormal and followed results.
  public var results: [ResultCourse]
  /// Doses that were given, the newest first.
  public var vaccinations: [Record]
  /// Where the records come from.
  public var sources: [Source]
  /// The date of the newest record in it.
  public var newest: PartialDate?
  /// A note by the patient.
  public var note: String?
  /// Who made it, when, for whom and from which state of the vault.
  public var origin: Origin

  /// Who the holder is.
  ///
  /// Address, phone, contacts and insurance stand here only with their ticks: the law limits who
  /// may ask for insured numbers.
  public struct Person: Sendable, Equatable {
    /// The profile without what was not ticked.
    public var profile: Profile
    /// Age in whole years on the day it was made.
    public var age: Int?
    /// The code that this recipient knows the holder by.
    public var linkageCode: String?

    /// A person.
    public init(profile: Profile, age: Int? = nil, linkageCode: String? = nil) {
      self.profile = profile
      self.age = age
      self.linkageCode = linkageCode
    }
  }

  /// One drug over its dispensings.
  public struct DrugCourse: Sendable, Equatable {
    /// The latest record of it.
    public var latest: Record
    /// First day without a longer gap before the latest supply.
    public var since: PartialDate?
    /// When it was dispensed last.
    public var lastDispensed: PartialDate?
    /// Last day that the supply lasts, if that is known.
    public var until: CivilDay?
    /// Another current drug has the same ingredient.
    public var isDuplicate: Bool

    /// The drug line.
    public var line: Medication? { latest.body.medication }
  }

  /// One result over time.
  public struct ResultCourse: Sendable, Equatable {
    /// The latest value.
    public var latest: Observation
    /// What the national table knows about it.
    public var item: CheckupItem?
    /// Where the latest value stands.
    public var record: Record
    /// Its date.
    public var date: PartialDate?
    /// Why it is abnormal; `nil` for a result that is only followed.
    public var mark: Mark?
    /// Whether the value before the latest one was abnormal.
    public var wasAbnormal: Bool
    /// Dated values of one unit, oldest first, the latest last.
    public var values: [Value]

    /// A dated number.
    public struct Value: Sendable, Equatable {
      /// Its date.
      public var date: PartialDate?
      /// The number with its unit.
      public var quantity: Quantity
    }
  }

  /// Why a result is called abnormal: never by a rule of this program.
  public enum Mark: Sendable, Equatable {
    /// The source said so.
    case flag(AbnormalFlag)
    /// It lies outside the range that the source gave.
    case range(AbnormalFlag)
    /// It reaches an official level, named as such.
    case official(CheckupThresholds.Level)
  }

  /// One way that records came in.
  public struct Source: Sendable, Equatable {
    /// The format or channel, as lists show it.
    public var label: String
    /// How many records of the page's kinds.
    public var count: Int
    /// The newest of their dates.
    public var newest: PartialDate?
  }

  /// Who made the page, when and from what.
  public struct Origin: Sendable, Equatable {
    /// When it was made.
    public var made: Instant
    /// For whom; `nil` = for the holder.
    public var recipient: String?
    /// The delegate that made it; `nil` = the holder.
    public var delegate: String?
    /// The number of the vault's frame.
    public var frame: UInt64

    /// A page's origin.
    public init(made: Instant, recipient: String?, delegate: String? = nil, frame: UInt64) {
      self.made = made
      self.recipient = recipient
      self.delegate = delegate
      self.frame = frame
    }
  }
}

/// What of the holder's profile a page may hold besides name, kana, birth date and sex.
public enum ProfileTick: String, Sendable, CaseIterable {
  /// Postal code and address.
  case address
  /// Telephone.
  case phone
  /// Emergency contacts.
  case contacts
  /// Blood type.
  case bloodType = "blood-type"
  /// Numbers of the insurance card.
  case insured
}

extension Profile {
  /// Who the person is, with only the further fields that were ticked.
  ///
  /// Patient numbers, care team, weight and fields of the source never leave: they tell of
  /// institutions and dispensings that may be hidden.
  public func reduced(to ticks: Set<ProfileTick>) -> Profile {
    var reduced = Profile()
    reduced.name = name
    reduced.kana = kana
    reduced.roman = roman
    reduced.birthDate = birthDate
    reduced.sex = sex
    if ticks.contains(.address) {
      reduced.postalCode = postalCode
      reduced.address = address
    }
    if ticks.contains(.phone) { reduced.phone = phone }
    if ticks.contains(.contacts) { reduced.contacts = contacts }
    if ticks.contains(.bloodType) { reduced.bloodType = bloodType }
    if ticks.contains(.insured) { reduced.insured = insured }
    return reduced
  }

  /// Age in whole years on a day; `nil` without an exact birth date.
  public func age(on day: CivilDay) -> Int? {
    guard let born = birthDate?.exactDay?.components else { return nil }
    let now = day.components
    let hadBirthday = (now.month, now.day) >= (born.month, born.day)
    let years = now.year - born.year - (hadBirthday ? 0 : 1)
    return years >= 0 ? years : nil
  }
}
