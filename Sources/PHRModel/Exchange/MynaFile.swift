/// What the rows of one file mean, one after the other.
struct MynaFile {
  private var isRefused = false
  private var hasMark = false
  private var category: String?
  private var heading = ""
  private var person = Profile()
  private var hasPerson = false
  private var costs = MynaCosts()
  private var checkup = MynaCheckup()
  private var unknownRows = 0

  /// The category of the medical-cost notice.
  private static let costCategory = "医療費通知情報"

  /// Takes a row.
  mutating func take(_ row: MynaRow, into sink: (ImportEvent) throws -> Void) throws {
    guard !isRefused else { return }
    var problems: [ImportProblem] = []
    let cells = row.cells.enumerated().map { column, cell in
      let text = ReceivedText(cell.trimmed)
      problems += text.problems(line: row.number, field: column == 0 ? "項目名" : "内容")
      return text.text
    }
    for problem in problems { try sink(.problem(problem)) }
    let filled = cells.filter { !$0.isEmpty }
    if filled.count <= 1, cells.count <= 1 || filled.first == cells.first, let title = filled.first
    {
      return try take(title: title, cells: cells, line: row.number, into: sink)
    }
    guard hasMark else { return try refuse(into: sink) }
    if cells.count > 2, !cells.dropFirst(2).allSatisfy(\.isEmpty) {
      try sink(.problem(ImportProblem(.fieldCount, severity: .warning, line: row.number)))
    }
    try take(key: cells[0], value: cells[1], cells: cells, line: row.number, into: sink)
  }

  /// The file ends here.
  mutating func finish(into sink: (ImportEvent) throws -> Void) throws {
    guard !isRefused else { return }
    guard hasMark else { return try sink(.problem(ImportProblem(.emptyFile))) }
    try endPerson(into: sink)
    for event in costs.finish(insured: person.insured) + checkup.finish(insured: person.insured) {
      try sink(event)
    }
    if unknownRows > 0 { try sink(.keptRaw(type: "myna.\(category ?? "")")) }
  }

  private mutating func refuse(into sink: (ImportEvent) throws -> Void) throws {
    isRefused = true
    try sink(.problem(ImportProblem(.unknownFormat)))
  }

  /// A row of one cell: the mark of the site, the category, or a heading.
  private mutating func take(
    title: String, cells: [String], line: Int, into sink: (ImportEvent) throws -> Void
  ) throws {
    let folded = FoldedText.name(title)
    if !hasMark {
      guard folded == "わたしの情報" else { return try refuse(into: sink) }
      hasMark = true
    } else if category == nil {
      category = folded
      if folded != Self.costCategory, !MynaCheckup.isCategory(folded) {
        try sink(
          .problem(ImportProblem(.keptRaw, severity: .warning, line: line, field: "種類")))
      }
    } else if cells.count > 1, isInBlock(folded) {
      // A key whose value is empty looks like a heading with a comma behind it.
      try take(key: title, value: "", cells: cells, line: line, into: sink)
    } else {
      if heading == "資格情報" { try endPerson(into: sink) }
      heading = folded
      checkup.begin(heading: folded)
    }
  }

  private func isInBlock(_ key: String) -> Bool {
    MynaCosts.keys.contains(key) || MynaPerson.keys.contains(key)
      || CheckupItems.item(named: key) != nil
  }

  private mutating func take(
    key: String, value: String, cells: [String], line: Int,
    into sink: (ImportEvent) throws -> Void
  ) throws {
    let name = FoldedText.name(key)
    if name == "項目名", FoldedText.name(value) == "内容" { return }
    if heading == "資格情報" || (heading.isEmpty && MynaPerson.keys.contains(name)) {
      hasPerson = true
      if let problem = MynaPerson.take(name, value: value, line: line, into: &person) {
        try sink(.problem(problem))
      }
      return
    }
    let row = MynaKeyValue(heading: heading, key: name, label: key, value: value, line: line)
    if category == Self.costCategory {
      for event in costs.take(row) { try sink(event) }
    } else if MynaCheckup.isCategory(category ?? "") {
      for event in checkup.take(row) { try sink(event) }
    } else {
      unknownRows += 1
    }
  }

  private mutating func endPerson(into sink: (ImportEvent) throws -> Void) throws {
    guard hasPerson else { return }
    hasPerson = false
    try sink(.person(person))
    person.raw = []
  }
}
