/// The words of a record that a search looks at.
///
/// Addresses, telephone numbers, insurance numbers and raw fields are left out: nobody looks for
/// a record by them, and a search must not be a way around their own tick.
public enum SearchText {
  /// All words of the body, unfolded.
  public static func words(of body: RecordBody) -> [String] {
    var words: [String?] = [body.title, body.note, body.date?.description]
    words += body.facilities.map(\.name)
    switch body.content {
    case .checkup(let checkup):
      words.append(checkup.conclusion)
      words += checkup.items.flatMap(words(of:)) + checkup.practitioners.map(\.name)
    case .vaccination(let dose):
      words += [dose.product, dose.stage, dose.manufacturer, dose.lotNumber]
      words += names(dose.vaccine) + dose.targets.flatMap(names) + dose.practitioners.map(\.name)
    case .medication(let line):
      words += names(line.drug) + names(line.genericName) + names(line.usage)
      words += line.remarks.map(\.text) + line.ingredients.flatMap(names)
      words += line.practitioners.flatMap { [$0.name, $0.department] }
    case .cost(let block):
      words += names(block.careType)
    case .allergy(let allergy):
      words += names(allergy.substance) + allergy.reactions.flatMap(names)
    case .condition(let condition):
      words += names(condition.code) + condition.practitioners.map(\.name)
    case .measurement(let measurement):
      words += self.words(of: measurement.item)
    case .notice(let notice):
      words += notice.body + [notice.sender]
    case .insurance(let insurance):
      words += names(insurance.type)
    }
    return words.compactMap { $0 }
  }

  private static func words(of item: Observation) -> [String?] {
    // Files name items by codes alone; people look for them by the table's name.
    let known = CheckupItems.item(of: item.code)
    var words = names(item.code) + [known?.japanese, known?.english]
    switch item.value {
    case .coded(let answer): words += names(answer)
    case .text(let text): words.append(text)
    case .quantity, .absent: break
    }
    return words + item.components.flatMap { names($0.code) }
  }

  private static func names(_ concept: CodedText?) -> [String?] {
    guard let concept else { return [] }
    return [concept.text] + concept.codings.map(\.display)
  }
}
