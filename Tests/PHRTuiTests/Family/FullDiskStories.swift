import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// What is taken back at the screen must be, also where nothing more can be written.
@Suite struct `A full disk at the screen` {
  /// The mother at her screen; the first opening makes the spare file.
  private static func mother(_ family: FamilyJourney, _ disk: FullDisk?) async throws -> VaultStory
  {
    var options = Story.options
    options.keepsReserve = true
    var files = FailingFiles()
    files.fullDisk = disk
    options.files = files
    let story = try VaultStory(
      folder: family.folder, file: "mother.phr", clock: family.clock, options: options)
    try await story.unlock(FamilyJourney.motherPassphrase)
    return story
  }

  @Test(arguments: [
    (keys: "D w y", isUrgent: true), (keys: "s t y", isUrgent: true),
    (keys: "a Enter Ctrl-S", isUrgent: false),
  ])
  func `gives up its spare file for revoking and hiding, not for adding`(
    keys: String, isUrgent: Bool
  ) async throws {
    let family = try FamilyJourney()
    let before = try await Self.mother(family, nil)
    before.press("S a")
    before.type("みなと医院")
    before.press("Ctrl-S Esc")
    try family.grant(before, right: .view)
    let disk = FullDisk()
    let mother = try await Self.mother(family, disk)
    mother.press(keys)
    #expect(disk.isFull != isUrgent, "\(mother.picture)")
  }
}
