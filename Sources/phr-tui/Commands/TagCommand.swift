import PHRModel

/// `tag add`, `tag remove`, `tag list`: the holder's own tags.
enum TagCommand {
  static let add = CommandSpec(
    "tag add", operands: "TAG ID…", count: 2...1000,
    summary: Text(ja: "記録に印を付ける", en: "put a tag on records")
  ) { context in
    let tag = try context.typed(context.operands[0])
    guard !tag.isEmpty else { throw CommandFailure.badField("TAG", nil) }
    return try forEach(context) { try $0.addTag(tag, to: $1, at: context.now) }
  }

  static let remove = CommandSpec(
    "tag remove", operands: "TAG ID…", count: 2...1000,
    summary: Text(ja: "記録の印を外す", en: "take a tag off records")
  ) { context in
    let tag = try context.typed(context.operands[0])
    return try forEach(context) { _ = try $0.removeTag(tag, from: $1, at: context.now) }
  }

  static let list = CommandSpec(
    "tag list", summary: Text(ja: "印の一覧", en: "list the tags")
  ) { context in
    try context.withVault { open in
      for (name, count) in try open.store.allTags() {
        let json = RecordJSON.object([
          ("tag", .string(name)), ("records", RecordJSON.number(count)),
        ])
        try context.output.line(
          context.wantsJSON
            ? json.serialized() : context.say(RecordMessages.tagged(name, count)))
      }
      return .done
    }
  }

  /// Carries out one change for every record named, all or none.
  private static func forEach(
    _ context: CommandContext, _ change: (RecordStore, RecordID) throws -> Void
  ) throws -> ExitCode {
    try context.withVault(writing: true) { open in
      let ids = try context.operands.dropFirst().map { try open.store.find($0).id }
      try open.store.connection.transaction {
        for id in ids { try change(open.store, id) }
      }
      return .done
    }
  }
}

/// `twins list`, `twins unlink`: the same event from several sources.
enum TwinsCommand {
  static let list = CommandSpec(
    "twins list", summary: Text(ja: "同一の記録の一覧", en: "list records linked as twins")
  ) { context in
    try context.withVault { open in
      for group in try open.store.twinGroups() {
        let ids = group.map(\.text)
        let json = RecordJSON.object([("twins", .array(ids.map { .string($0) }))])
        try context.output.line(
          context.wantsJSON ? json.serialized() : ids.joined(separator: " = "))
      }
      return .done
    }
  }

  static let unlink = CommandSpec(
    "twins unlink", operands: "ID", count: 1...1,
    summary: Text(ja: "同一の記録の結び付きを外す", en: "take a record out of its twins")
  ) { context in
    try context.withVault(writing: true) { open in
      try open.store.unlinkTwin(try open.store.find(context.operands[0]).id, at: context.now)
      try context.tell(RecordMessages.unlinked)
      return .done
    }
  }
}
