/// The one line that names a record in a list.
public enum RecordTitle {
  /// The title of a record that was typed in: the drug, the vaccine, the item, the institution.
  public static func title(of body: RecordBody) -> String {
    let place = body.facilities.first?.name
    let named: String? =
      switch body.content {
      case .checkup: place ?? "健診"
      case .vaccination(let dose): dose.vaccine.shown ?? dose.product
      case .medication(let line): line.drug.shown
      case .cost(let block): block.careType.shown
      case .allergy(let allergy): allergy.substance.shown
      case .condition(let condition): condition.code.shown
      case .measurement(let measurement): measurement.item.code.shown
      case .notice(let notice): notice.body.first
      case .insurance: place
      }
    return named ?? "–"
  }
}
