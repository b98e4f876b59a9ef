/// Something a source held and this program has no field for: kept and shown, never dropped.
public struct RawField: Sendable, Hashable, Codable {
  /// Where it stood: a FHIR path, a JAHIS record and field number, a CSV key.
  public var path: String
  /// The text as received.
  public var value: String
  /// Whether it belongs to this record alone.
  ///
  /// Only then may it leave with the record (DESIGN
  /// section 3); shared context (a file header, a whole dispensing) stays with the holder.
  public var ownToRecord: Bool

  /// An unknown field with its place.
  public init(path: String, value: String, ownToRecord: Bool = true) {
    self.path = path
    self.value = value
    self.ownToRecord = ownToRecord
  }
}
