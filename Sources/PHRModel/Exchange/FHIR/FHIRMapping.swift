/// What became of one resource.
public struct FHIRMapped: Sendable, Equatable {
  /// What a resource can become.
  public enum Outcome: Sendable, Equatable {
    /// A record.
    case record(RecordDraft)
    /// Facts on a person.
    case person(Profile)
    /// Remarks on an episode.
    case episode(EpisodeDraft)
    /// A Consent; whoever knows the vault says what becomes of it.
    case consent(JSONValue)
    /// Nothing of its own: it serves others, or we have no kind for it; its type.
    case keptRaw(type: String)
  }

  /// What it became.
  public var outcome: Outcome
  /// Whom it is about.
  public var subject: FHIRSubject
  /// What the resource says about its subject by itself, to be compared with the holder.
  public var subjectProfile: Profile?
  /// What was not as it should be.
  public var problems: [ImportProblem]
  /// Entry number or line, from 1.
  public var position: Int
}

/// FHIR R4 resources → records; the same for files and for portals.
public enum FHIRMapping {
  /// Turns one resource into a record, a person, or a note that it is only kept raw.
  ///
  /// - Parameters:
  ///   - resource: One FHIR R4 resource.
  ///   - context: The resources that came with it, for its references.
  ///   - fullURL: Its name in its Bundle.
  ///   - position: Entry number or line, from 1.
  /// - Returns: What became of it, and whom it is about.
  public static func draft(
    of resource: JSONValue, context: FHIRContext, fullURL: String? = nil, position: Int = 1
  ) -> FHIRMapped {
    guard
      let entry = FHIRContext.Entry(
        resource, fullURL: fullURL, position: position, forReference: false, place: 0)
    else {
      let problem = ImportProblem(.missingField, line: position, field: "resourceType")
      return FHIRMapped(
        outcome: .keptRaw(type: ""), subject: .unnamed, problems: [problem], position: position)
    }
    return draft(of: FHIRScope(entry, context: context))
  }

  /// Turns a resource of a context into what it becomes.
  static func draft(of scope: FHIRScope) -> FHIRMapped {
    if scope.type == "Patient" { return person(scope) }
    let root = scope.root
    let subjectProfile = root.subjectProfile()
    let subject = root.subject()
    let outcome: FHIRMapped.Outcome
    if scope.type == "Consent" {
      outcome = .consent(scope.context.namingInstitutions(in: scope.resource))
    } else if subject != .notAPerson, let body = body(of: root) {
      outcome = .record(finished(body, scope: scope))
    } else if scope.type == "List", let episode = FHIREpisode.episode(root) {
      outcome = .episode(episode)
    } else {
      outcome = .keptRaw(type: FHIRScope.plainPath(scope.type))
    }
    return FHIRMapped(
      outcome: outcome, subject: subject, subjectProfile: subjectProfile,
      problems: scope.log.problems, position: scope.position)
  }

  private static func person(_ scope: FHIRScope) -> FHIRMapped {
    takeBookkeeping(of: scope.root)
    var profile = FHIRPatient.profile(scope.root)
    profile.raw = scope.leftovers()
    return FHIRMapped(
      outcome: .person(profile), subject: .resource(scope.patientKey),
      problems: scope.log.problems, position: scope.position)
  }

  private static func body(of root: FHIRNode) -> RecordBody? {
    switch root.scope.type {
    case "Immunization": FHIRImmunization.body(root)
    case "MedicationDispense", "MedicationRequest", "MedicationStatement",
      "MedicationAdministration":
      FHIRMedication.body(root)
    case "DiagnosticReport": FHIRReport.body(root)
    case "Composition": FHIRCheckupDocument.body(root)
    case "Observation": FHIRObservation.measurement(root)
    case "AllergyIntolerance": FHIRAllergy.body(root)
    case "Condition": FHIRCondition.condition(root)
    case "Procedure": FHIRCondition.procedure(root)
    case "ExplanationOfBenefit": FHIRCost.body(root)
    case "Communication": FHIRNotice.communication(root)
    case "Task": FHIRNotice.task(root)
    case "Coverage": FHIRCoverage.body(root)
    default: nil
    }
  }
}

extension FHIRMapped {
  /// The same as a part of an episode, if a list said so.
  func part(of episode: String?) -> FHIRMapped {
    guard let episode, case .record(var draft) = outcome else { return self }
    draft.episodeKey = episode
    var mapped = self
    mapped.outcome = .record(draft)
    return mapped
  }
}
