import Glibc
import Testing

@testable import phr_tui

@Suite struct `A typed path` {
  @Test(arguments: [
    ("~", "/home/hana"), ("~/a b.txt", "/home/hana/a b.txt"), ("/tmp/~/x", "/tmp/~/x"),
    ("x~", "x~"), ("~nobody-of-this-name/x", "~nobody-of-this-name/x"),
  ])
  func `begins at the home of the environment`(typed: String, expected: String) {
    #expect(TypedPath.expanded(typed, environment: ["HOME": "/home/hana"]) == expected)
  }

  @Test(arguments: [[:], ["HOME": ""]])
  func `falls back to the user's own home`(environment: [String: String]) {
    #expect(TypedPath.expanded("~/x", environment: environment).hasSuffix("/x"))
    #expect(!TypedPath.expanded("~/x", environment: environment).hasPrefix("~"))
  }
}

@Suite struct `What the system answers` {
  @Test(arguments: [ENOENT, EACCES, EISDIR, ENOSPC, EROFS, EIO, EADDRINUSE])
  func `is said in both languages`(code: Int32) {
    let reason = SystemWords.reason(code)
    #expect(reason.ja.unicodeScalars.contains { $0.value > 0x3000 })
    #expect(reason.en == String(cString: strerror(code)))
  }

  @Test func `an unknown number keeps the system's own words`() {
    #expect(SystemWords.reason(ELOOP).ja == SystemWords.reason(ELOOP).en)
  }
}
