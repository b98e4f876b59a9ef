import Foundation
import PHRModel
import Testing

@testable import phr_tui

@Suite struct `The guided start` {
  @Test func `makes a vault, shows its code once, and opens again by passphrase or code`()
    async throws
  {
    let story = try VaultStory(start: .welcome(WelcomeState()))
    #expect(story.picture.contains("one encrypted file"))
    story.press("Enter short Enter Enter Enter")
    #expect(story.picture.contains("Use 8 characters or more."))
    story.press("Ctrl-U longenough1 Enter longenough2 Enter Enter")
    #expect(story.picture.contains("The two entries differ."))
    story.press("Ctrl-U longenough1 Enter Right Enter")
    guard case .welcome(let welcome) = story.state.destination,
      case .recoveryCode(let code) = welcome.step
    else {
      Issue.record("no recovery code on the screen")
      return
    }
    #expect(story.picture.contains(code))
    story.press("Ctrl-X Ctrl-C n")
    #expect(story.picture.contains(code))
    #expect(!story.quit)
    story.press("zzzz Enter")
    #expect(story.picture.contains("Not these"))
    story.press("Ctrl-U \(code.suffix(4).lowercased()) Enter")
    #expect(!story.picture.contains(code))
    story.press("Enter")
    #expect(story.picture.contains("No records yet"))

    story.press("Ctrl-X longenough1 Enter")
    try await story.waitForMail()
    #expect(story.state.vault?.name == "record.phr")
    story.press("Ctrl-X \(code) Enter")
    try await story.waitForMail()
    #expect(story.state.vault != nil)
    story.press("q")
    #expect(story.quit)
  }

  @Test func `tells a wrong passphrase from a file that is none of ours`() async throws {
    let folder = try TemporaryFolder()
    let made = try VaultStory(start: .welcome(WelcomeState(step: .form)), folder: folder)
    made.press("longenough1 Enter longenough1 Enter Enter Ctrl-C")
    let story = try VaultStory(start: .unlock(UnlockState()), folder: folder)
    story.press("wrongwrong Enter")
    #expect(story.picture.contains("Deriving the key"))
    try await story.waitForMail()
    #expect(story.picture.contains("Wrong passphrase."))

    let other = try TemporaryFolder()
    try other.write("just some text", to: "record.phr")
    let strange = try VaultStory(start: .unlock(UnlockState()), folder: other)
    strange.press("whatever1 Enter")
    try await strange.waitForMail()
    #expect(strange.picture.contains("not one of our vault files"))
  }
}
