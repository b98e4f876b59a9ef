/// The code systems, identifier systems and extensions that this program knows by name.
///
/// Japanese senders write two generations of URIs: JP Core 1.1.2 `urn:oid:…`, later versions
/// `http://…` (JP Core guide, "URL map"). Both are read as the same; the URL is what we write.
public enum FHIRSystem {
  /// The URL of a system that is known under an old name, otherwise the name itself.
  public static func canonical(_ system: String) -> String {
    if let url = urls[system] { return url }
    // Systems with a branch number (処方箋 ID, 患者 ID) have no URL form; the number stays.
    return system
  }

  static let rpNumber = "http://jpfhir.jp/fhir/core/mhlw/IdSystem/Medication-RPGroupNumber"
  static let orderInRP = "http://jpfhir.jp/fhir/core/mhlw/IdSystem/MedicationAdministrationIndex"
  static let prescription = "urn:oid:1.2.392.100495.20.3.11"
  static let institution =
    "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no"
  static let resourceInstance =
    "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier"
  static let institutionSevenDigits =
    "http://jpfhir.jp/fhir/core/mhlw/IdSystem/MedicalOrganizationID"
  static let insurer = "http://jpfhir.jp/fhir/core/mhlw/IdSystem/InsurerNumber"
  static let insuranceMember = "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID"
  static let patientNumber = "urn:oid:1.2.392.100495.20.3.51."
  static let medicationUsage = "http://jami.jp/CodeSystem/MedicationUsage"
  static let yj = "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code"
  static let generalName =
    "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationGeneralOrderCode"
  static let merit9Unit = "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/MedicationUnitMERIT9Code"
  static let ucum = "http://unitsofmeasure.org"
  static let loinc = "http://loinc.org"
  static let snomed = "http://snomed.info/sct"
  static let absentUnknown = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
  static let observationCategory =
    "http://terminology.hl7.org/CodeSystem/observation-category"
  static let observationCategoryJP =
    "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS"
  static let interpretation =
    "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
  static let dataAbsentReason = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
  static let adjudication = "http://terminology.hl7.org/CodeSystem/adjudication"
  static let claimType = "http://terminology.hl7.org/CodeSystem/claim-type"
  static let communicationCategory =
    "http://terminology.hl7.org/CodeSystem/communication-category"
  static let allergyClinical =
    "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
  static let allergyVerification =
    "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
  static let conditionClinical = "http://terminology.hl7.org/CodeSystem/condition-clinical"
  static let conditionVerification =
    "http://terminology.hl7.org/CodeSystem/condition-ver-status"
  static let documentType = "http://jpfhir.jp/fhir/Common/CodeSystem/doc-typecodes"
  static let reportCategory = "urn:oid:2.16.840.1.113883.2.2.1.6.1001"
  static let programme = "urn:oid:1.2.392.200119.6.1002"
  static let checkupTicket = "urn:oid:1.2.392.200119.6.208"
  static let nameRepresentation =
    "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"
  /// The name of the holder in this program, for a Patient without any other number.
  static let holder = "urn:phr-tui:holder"
  /// The code that one recipient knows the holder by.
  static let linkageCode = "urn:phr-tui:linkage-code"
  /// Names of episodes, for the lists that hold their records.
  static let episode = "urn:phr-tui:episode"
  /// Notice categories of this program, beside the coarser list of HL7.
  static let noticeCategory = "urn:phr-tui:notice-category"

  /// The address of a JP Core extension.
  static func extensionJP(_ name: String) -> String {
    "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_" + name
  }

  /// The address of an extension of this program, for what FHIR R4 and JP Core have no slot for.
  static func extensionOwn(_ name: String) -> String {
    "urn:phr-tui:extension:" + name
  }

  /// Old names and their URLs (JP Core guide, "URL map"); YJ has two old names in the sources.
  private static let urls: [String: String] = {
    let core = "http://jpfhir.jp/fhir/core/"
    let mhlw = core + "mhlw/"
    let jami = "http://jami.jp/CodeSystem/Medication"
    let medis = "http://medis.or.jp/CodeSystem/master-"
    return [
      "urn:oid:1.2.392.200250.2.2.2": "http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment",
      "urn:oid:1.2.392.200250.2.2.20": jami + "Usage",
      "urn:oid:1.2.392.200250.2.2.20.20": jami + "Usage",
      "urn:oid:1.2.392.200250.2.2.20.22": jami + "UsageAdditional",
      "urn:oid:1.2.392.200250.2.2.20.30": jami + "MethodBasicUsage",
      "urn:oid:1.2.392.200250.2.2.20.32": jami + "BodySiteExternal",
      "urn:oid:1.2.392.200250.2.2.20.40": jami + "MethodDetailUsage",
      "urn:oid:1.2.392.100495.20.2.34": core + "CodeSystem/route-codes",
      "urn:oid:1.2.392.200119.4.101.2": medis + "disease-keyNumber",
      "urn:oid:1.2.392.200119.4.101.6": medis + "disease-exCode",
      "urn:oid:1.2.392.200119.4.201.2": medis + "disease-modKeyNumber",
      "urn:oid:1.2.392.200119.4.201.5": medis + "disease-modExCode",
      "urn:oid:1.2.392.200119.4.402.1": medis + "HOT13",
      "urn:oid:1.2.392.200119.4.403.1": medis + "HOT9",
      "urn:oid:1.2.392.100495.20.2.74": medis + "HOT9",
      "urn:oid:1.2.392.200119.4.403.2": medis + "HOT7",
      "urn:oid:1.2.392.200119.4.504": medis + "JLAC10-17digits",
      "urn:oid:1.2.392.100495.20.2.21": mhlw + "CodeSystem/MedicationForm",
      "urn:oid:1.2.392.100495.20.2.22":
        mhlw + "CodeSystem/MedicationIngredientStrengthStrengthType",
      "urn:oid:1.2.392.100495.20.2.51": mhlw + "CodeSystem/MedicationRequestDepartment",
      "urn:oid:1.2.392.100495.20.2.61": mhlw + "CodeSystem/InsuranceMajorCategory",
      "urn:oid:1.2.392.100495.20.2.62": mhlw + "CodeSystem/InsuredPersonCategory",
      "urn:oid:1.2.392.100495.20.2.73": yj,
      "urn:oid:1.2.392.100495.20.1.73": yj,
      "urn:oid:1.2.392.100495.20.2.81": generalName,
      "urn:oid:1.2.392.100495.20.2.101": merit9Unit,
      "urn:oid:1.2.392.100495.20.3.21": mhlw + "CodeSystem/PrefectureNo-2digits",
      "urn:oid:1.2.392.100495.20.3.22": mhlw + "CodeSystem/MedicationFeeScoreType",
      "urn:oid:1.2.392.100495.20.3.23": institutionSevenDigits,
      "urn:oid:1.2.392.100495.20.3.31": mhlw + "IdSystem/medicalRegistrationNumber",
      "urn:oid:1.2.392.100495.20.3.61": insurer,
      "urn:oid:1.2.392.100495.20.3.62": mhlw + "IdSystem/InsuredPersonSymbol",
      "urn:oid:1.2.392.100495.20.3.63": mhlw + "IdSystem/InsuredPersonNumber",
      "urn:oid:1.2.392.100495.20.3.71": mhlw + "IdSystem/PublicPayerNumber",
      "urn:oid:1.2.392.100495.20.3.72": mhlw + "IdSystem/PublicInsuredPersonNumber",
      "urn:oid:1.2.392.100495.20.3.81": rpNumber,
      "urn:oid:1.2.392.100495.20.3.82": orderInRP,
    ]
  }()
}
