/// An episode as a FHIR List: which records belong together, and the remarks on all of them (JAHIS
/// records 401–601 of a dispensing), for which FHIR has no resource of its own.
///
/// The List is a snapshot whose `note` holds the remarks; our own identifier system tells it from
/// the lists of others, which stay raw. Several lists may name one episode.
public enum FHIREpisode {
  /// The List of an episode.
  ///
  /// - Parameters:
  ///   - name: The name of the episode; lists with one name are one episode.
  ///   - day: Its day.
  ///   - notes: The remarks.
  ///   - records: The names `Type/id` of its records; the first gives the List its id.
  ///   - patient: The reference to the Patient.
  /// - Returns: The List.
  public static func list(
    _ name: String, day: PartialDate?, notes: [EpisodeNote], records: [String], patient: String
  ) -> JSONValue {
    let first = records.first?.split(separator: "/").last.map(String.init) ?? name
    var list = FHIRObject("List", id: FHIRWriter.id("l-" + first))
    list.set(
      "identifier", [["system": .string(FHIRSystem.episode), "value": .string(name)]])
    list.set("status", "current")
    list.set("mode", "snapshot")
    list.set("code", ["text": "episode"])
    list.set("subject", ["reference": .string(patient)])
    list.set("date", code: day?.description)
    list.set("note", .array(notes.compactMap(annotation)))
    list.set("entry", .array(records.map { ["item": ["reference": .string($0)]] }))
    return list.value
  }

  private static func annotation(_ note: EpisodeNote) -> JSONValue? {
    guard let text = FHIRObject.exported(note.text) else { return nil }
    var annotation = FHIRObject()
    func extend(_ name: String, _ code: String?) {
      annotation.extend(
        FHIRSystem.extensionOwn(name), "valueCode",
        code.flatMap(FHIRObject.exported).map { .string($0) })
    }
    extend("note-topic", note.topic.rawValue)
    extend("note-type", note.type)
    extend("note-creator", note.creator)
    annotation.set("time", code: note.date?.description)
    annotation.set("text", .string(text))
    return annotation.value
  }

  // MARK: Reading

  /// The episode that a List is; `nil` for other lists.
  static func episode(_ root: FHIRNode) -> EpisodeDraft? {
    guard let name = name(of: root.value) else { return nil }
    var episode = EpisodeDraft(key: name)
    episode.date = root.date("date")
    episode.notes = root.children("note").compactMap(note)
    return episode
  }

  /// The episodes of a context's resources by the lists that hold them, by place.
  static func names(in context: FHIRContext) -> [Int: String] {
    var names: [Int: String] = [:]
    for list in context.entries where list.type == "List" {
      guard let name = name(of: list.resource) else { continue }
      for entry in list.resource["entry"]?.elements ?? [] {
        guard let reference = entry["item"]?["reference"]?.string,
          let line = context.resolve(reference, from: list.fullURL)
        else { continue }
        names[line.place] = name
      }
    }
    return names
  }

  private static func name(of list: JSONValue) -> String? {
    let own = (list["identifier"]?.elements ?? []).first {
      $0["system"]?.string == FHIRSystem.episode
    }
    guard let name = own?["value"]?.string, !name.isEmpty, name.utf8.count <= 128 else {
      return nil
    }
    return "list:" + name
  }

  private static func note(_ node: FHIRNode) -> EpisodeNote? {
    func code(_ name: String) -> String? {
      node.extended(FHIRSystem.extensionOwn(name)) { $0.code("valueCode") }
    }
    guard let text = node.text("text", as: .remark) else { return nil }
    let topic = code("note-topic").flatMap(EpisodeNote.Topic.init(rawValue:)) ?? .remark
    var note = EpisodeNote(topic: topic, text: text)
    note.type = code("note-type")
    note.creator = code("note-creator")
    note.date = node.date("time")
    return note
  }
}
