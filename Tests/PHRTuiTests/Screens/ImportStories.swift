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

  @Test func `keeps the line when the file cannot be read, and says why`() throws {
    let story = try Story()
    story.press("i /no/such/file Enter")
    #expect(story.shows("/no/such/file"))
    guard case .importing(let importing) = story.state.destination else {
      Issue.record("the dialog is gone")
      return
    }
    #expect(importing.failure != nil)
    #expect(!importing.isWorking)
    story.press("Esc")
    #expect(story.state.stack == [.browser])
  }

  @Test func `reads a real notebook file`() throws {
    let folder = try TemporaryFolder()
    let lines = [
      "JAHISTC08,1", "1,見本　次郎,1,S550101,,,,,,,ﾐﾎﾝ ｼﾞﾛｳ", "5,R080105,1", "11,架空薬局,13,4,9999902,,,,1",
      "51,架空医院,13,1,9999916,1", "55,医師 例太,内科,1", "201,1,架空薬錠1mg,1,錠,1,,1,,,",
      "301,1,朝食後,7,日分,1,1,,1",
    ]
    try folder.write(lines.joined(separator: "\r\n") + "\r\n", to: "notebook.txt")
    let store = try RecordStore(Connection(path: ":memory:"))
    let report = try FileImport.work(store, folder.path + "/notebook.txt", Story.now)
    #expect(report.new == [.medication: 1])
    #expect(report.filledProfile)
    #expect(throws: RefusedImport(reason: .unknownFormat)) {
      try folder.write("nothing of ours", to: "other.txt")
      _ = try FileImport.work(store, folder.path + "/other.txt", Story.now)
    }
  }
}
