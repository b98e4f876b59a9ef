/// One value that was measured by itself: at home, by a device, or outside a checkup.
///
/// The corresponding FHIR resource is `Observation`.
public struct SelfMeasurement: Sendable, Equatable, Codable {
  /// The measured item; blood pressure has its two parts as components.
  public var item: Observation
  /// The device, if the source names one.
  public var device: String?

  /// A measured item.
  public init(item: Observation) {
    self.item = item
  }
}
