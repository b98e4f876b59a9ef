/// The body of a national checkup file: all its observations in their order.
struct KenshinItems {
  private(set) var items: [Observation] = []
  private(set) var practitioners: [Practitioner] = []
  private(set) var raw: [RawField] = []
  private(set) var notes: KenshinNotes
  private var count = 0
  private var groups = 0

  init(notes: KenshinNotes) {
    self.notes = notes
  }

  /// Reads every section.
  mutating func read(_ root: XMLTree) {
    for body in root.all("component").flatMap({ $0.all("structuredBody") }) {
      for section in body.all("component").flatMap({ $0.all("section") }) { read(section: section) }
    }
  }

  private mutating func read(section: XMLTree) {
    notes.entry = nil
    let category = notes.coding(
      section["code"], defaultSystem: KenshinDocument.oid + "1010", "section/code")
    if let text = section["text"]?.text.nonEmpty,
      let safe = notes.text(text, "section/text", as: .remark)
    {
      raw.append(RawField(path: "section[\(category?.code ?? "")]/text", value: safe))
    }
    for observation in section.all("entry").flatMap({ $0.all("observation") }) {
      read(observation, category: category, group: nil)
    }
  }

  /// An observation by itself, or a group that only holds others.
  private mutating func read(_ element: XMLTree, category: Coding?, group: String?) {
    let members = element.all("entryRelationship").flatMap { $0.all("observation") }
    let isGroup = element["code"]?.attribute("nullFlavor") != nil && !members.isEmpty
    if !isGroup { append(element, category: category, group: group) }
    guard !members.isEmpty else { return }
    groups += 1
    let known = members.lazy.compactMap { $0["code"]?.attribute("code") }
      .compactMap { CheckupItems.item(code: $0)?.group }.first
    for member in members {
      read(member, category: category, group: known ?? "group-\(groups)")
    }
  }

  private mutating func append(_ element: XMLTree, category: Coding?, group: String?) {
    count += 1
    notes.entry = count
    var reader = KenshinObservation(element, notes: notes)
    var item = reader.observation()
    item.category = category
    item.group = group
    items.append(item)
    for name in reader.practitioners where !practitioners.contains(name) {
      practitioners.append(name)
    }
    notes = reader.notes
  }
}
