import Foundation
import PHRModel
import Testing

@testable import phr_tui

@Suite struct `Importing on the screen` {
  private static func report() -> ImportReport {
    var report = ImportReport(format: .jahis)
    report.new = [.medication: 6, .allergy: 1]
    report.unchanged = 2
    report.problems = [ImportProblem(.badDate, line: 12, field: "5.2")]
    report.problemCount = 1
    return report
  }

  @Test func `asks for a file and tells what came in`() throws {
    let story = try Story(size: Size(width: 80, height: 20))
    story.press("i")
    #expect(story.shows("ファイルを取り込む"))
    story.play(.imported(Self.report(), Profile()))
    #expect(story.state.stack.count == 2)
    let words = story.picture.split(whereSeparator: \.isWhitespace).map(String.init)
    for (label, value) in [("新しい記録", "7"), ("既にあったもの", "2"), ("お薬手帳", "6"), ("12", "5.2")] {
      #expect(zip(words, words.dropFirst()).contains { $0 == label && $1 == value }, "\(label)")
    }
    story.press("q")
    #expect(story.state.stack == [.browser])
  }

  @Test func `keeps the line when the file cannot be read, and says why`() async throws {
    let story = try Story()
    story.press("i /no/such/file Enter")
    #expect(story.shows("Esc でやめる"))
    try await story.wait { $0.importing?.failure != nil }
    #expect(story.shows("/no/such/file"))
    #expect(story.state.importing?.progress == nil)
    #expect(story.shows("ファイルが見つかりません") || story.shows("読めません"))
    story.press("Esc")
    #expect(story.state.stack == [.browser])
  }

  private static let notebook =
    [
      "JAHISTC08,1", "1,見本　次郎,1,S550101,,,,,,,ﾐﾎﾝ ｼﾞﾛｳ", "5,R080105,1", "11,架空薬局,13,4,9999902,,,,1",
      "51,架空医院,13,1,9999916,1", "55,医師 例太,内科,1", "201,1,架空薬錠1mg,1,錠,1,,1,,,",
      "301,1,朝食後,7,日分,1,1,,1",
    ].joined(separator: "\r\n") + "\r\n"

  @Test func `reads a real notebook file beside the keyboard and stores it`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.notebook, to: "notebook.txt")
    let story = try Story()
    story.press("i \(folder.path)/notebook.txt Enter")
    // The file is read in the background: a key is answered before anything is stored.
    #expect(story.state.browser.count == 0)
    story.press("x")
    try await story.wait { $0.stack.count == 2 && $0.importing == nil }
    #expect(story.shows("取り込みの結果") || story.shows("新しい記録"))
    #expect(try story.store.countsByKind() == [.medication: 1])
    #expect(try story.store.profile().name == "見本　次郎" || story.store.profile().name == "見本 次郎")
    #expect(try story.store.originals().count == 1)
  }

  @Test func `Esc stops it before and while it is stored, and nothing is kept`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.notebook, to: "notebook.txt")
    let story = try Story()
    story.press("i \(folder.path)/notebook.txt Enter Esc")
    try await Task.sleep(for: .milliseconds(100))
    try await story.wait { _ in true }
    #expect(story.state.stack == [.browser])

    let reading = try ImportReading(path: folder.path + "/notebook.txt") { _ in }
    story.press("i x Enter")
    let number = try #require(story.state.importing?.number)
    story.play(.importing(number, .read(reading)))
    guard case .storing = story.state.importing?.progress else {
      Issue.record("it is not being stored")
      return
    }
    // News of the import that was stopped before is of no concern any more.
    story.play(.importing(number - 1, .failed(ErrorReport(.failed, ja: "", en: ""))))
    #expect(story.state.importing?.failure == nil)
    story.press("Esc")
    #expect(story.state.stack == [.browser])
    #expect(try story.store.count(RecordQuery()) == 0)
    #expect(try story.store.originals().isEmpty)
    story.play(.importing(number, .turn))
    #expect(try story.store.count(RecordQuery()) == 0)
  }

  @Test func `what is no file of ours is refused, and the next import starts afresh`() async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("nothing of ours", to: "other.txt")
    try folder.write(Self.notebook, to: "notebook.txt")
    #expect(throws: RefusedImport(reason: .unknownFormat)) {
      _ = try ImportReading(path: folder.path + "/other.txt") { _ in }
    }
    let story = try Story(language: .english)
    story.press("i \(folder.path)/other.txt Enter")
    try await story.wait { $0.importing?.failure != nil }
    story.press("Ctrl-U \(folder.path)/notebook.txt Enter")
    try await story.wait { $0.importing == nil }
    #expect(try story.store.count(RecordQuery()) == 1)
  }

  @Test func `findings are cut into steps that hold all of them once, in order`() throws {
    let folder = try TemporaryFolder()
    var lines = ["JAHISTC08,1", "1,見本　次郎,1,S550101,,,,,,,ﾐﾎﾝ ｼﾞﾛｳ"]
    for day in 1...28 {
      lines += [
        String(format: "5,R0801%02d,1", day), "11,架空薬局,13,4,9999902,,,,1",
        "51,架空医院,13,1,9999916,1", "55,医師 例太,内科,1",
      ]
      for row in 1...4 {
        lines += ["201,\(row),架空薬錠\(row)mg,1,錠,1,,1,,,", "301,\(row),朝食後,7,日分,1,1,,1"]
      }
    }
    try folder.write(lines.joined(separator: "\r\n") + "\r\n", to: "long.txt")
    var told: [Double] = []
    let reading = try ImportReading(path: folder.path + "/long.txt") { told.append($0) }
    #expect(reading.steps.count > 3)
    #expect(reading.steps.allSatisfy { $0.events.count <= ImportReading.findingsPerStep })
    #expect(told == told.sorted() && told.allSatisfy { (0...1).contains($0) })
    let bytes = reading.steps.reduce(into: Data()) { $0 += $1.bytes }
    #expect(bytes == FileManager.default.contents(atPath: folder.path + "/long.txt"))
    let titles = reading.steps.flatMap(\.events).compactMap { event -> String? in
      if case .record(let draft) = event { draft.body.title } else { nil }
    }
    #expect(titles.count == 28 * 4)
    #expect(titles.prefix(4) == ["架空薬錠1mg", "架空薬錠2mg", "架空薬錠3mg", "架空薬錠4mg"])
  }
}

extension AppState {
  /// The import that is on the screen.
  fileprivate var importing: ImportState? {
    if case .importing(let importing) = destination { importing } else { nil }
  }
}
