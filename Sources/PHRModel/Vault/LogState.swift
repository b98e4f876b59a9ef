/// The end of what is known of a log: the frame that the next one must follow.
struct LogPosition: Equatable {
  /// Byte offset behind the last good frame.
  var end: UInt64
  /// Byte offset of the last good frame.
  var lastFrameOffset: UInt64
  /// The last good frame's header.
  var lastFrame: FrameHeader

  /// Number of the last commit.
  var commit: UInt64 { lastFrame.commit }
  /// The MAC that the next frame names, which is also the last commit's.
  var mac: [UInt8] { lastFrame.mac }
  /// Sequence number of the next frame.
  var nextSequence: UInt64 { lastFrame.sequence &+ 1 }
}

/// What was learnt from a log, without its contents.
struct LogState {
  var position: LogPosition
  var vector: DeviceVector
  /// The last commit that the base contains.
  let baseCommit: UInt64
  /// Byte offset behind the base.
  let baseEnd: UInt64
  /// MACs of the commits since the base, in order.
  var commitMACs: [[UInt8]] = []
  /// Frames since the base.
  var frames: UInt64 = 0
  /// The highest header generation that a commit names.
  var highestGeneration: UInt64
  /// Size of the database after the last commit.
  var lastImageSize: UInt64 = 0
  /// Frames whose bodies this version must ignore are there: no compaction.
  var hasIgnoredFrames = false

  /// The MAC of a commit since the base; `nil` for older and later ones.
  func mac(ofCommit number: UInt64) -> [UInt8]? {
    guard number > baseCommit, number - baseCommit <= UInt64(commitMACs.count) else { return nil }
    return commitMACs[Int(number - baseCommit - 1)]
  }

  /// Enters a commit that was authenticated or written.
  mutating func append(_ commit: LoggedCommit, head: FrameBodyHead?) {
    position = commit.position
    commitMACs.append(commit.position.mac)
    frames += UInt64(commit.frames.count)
    guard let head else { return }
    lastImageSize = head.imageSize
    highestGeneration = max(highestGeneration, head.generation)
    vector[head.device] = DeviceVector.Entry(commit: commit.position.commit, mac: position.mac)
  }

  /// How this log relates to what was remembered elsewhere.
  func standing(against remembered: DeviceVector) -> LogStanding {
    var isBehind = false
    var isForked = false
    for (device, seen) in remembered.entries {
      let commit = vector[device]?.commit ?? 0
      if commit < seen.commit { isBehind = true }
      if commit == seen.commit, vector[device]?.mac != seen.mac { isForked = true }
      if let mac = mac(ofCommit: seen.commit), mac != seen.mac { isForked = true }
    }
    if isForked { return .diverged }
    guard isBehind else { return .successor }
    let isAhead = vector.entries.contains { device, entry in
      entry.commit > remembered[device]?.commit ?? 0
    }
    return isAhead ? .diverged : .older
  }
}

/// How a log relates to a remembered state.
enum LogStanding: Equatable {
  /// Everything remembered is in it.
  case successor
  /// It lacks something and has nothing new.
  case older
  /// Both have what the other lacks.
  case diverged
}

/// A whole commit whose frame headers were walked; bodies are not yet looked at.
struct LoggedCommit {
  let frames: [FrameHeader]
  /// Offset of the first frame.
  let offset: UInt64
  let position: LogPosition
}

/// What lies behind the last good commit and is no commit.
struct LogTail: Equatable {
  let offset: UInt64
  let bytes: UInt64
  let kind: VaultNotice.TailKind
  /// The frame that could not be read.
  let damage: VaultDamage
  /// Some header in it authenticates: it is kept aside before it is cut.
  let hasAuthenticHeader: Bool
}
