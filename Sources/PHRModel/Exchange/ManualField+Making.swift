/// Shorthands that build fields out of key paths.
extension ManualField {
  /// A text of the body itself.
  static func body(_ name: String, _ path: any WritableKeyPath<RecordBody, String?> & Sendable)
    -> ManualField
  {
    ManualField(name, read: { $0[keyPath: path] }) { body, value in
      body[keyPath: path] = value.isEmpty ? nil : value
      return true
    }
  }

  /// A field of the kind's content, by its own reading and writing of text.
  static func content<Value>(
    _ name: String, _ form: Form = .text, required: Bool = false,
    in place: ContentPlace<Value>,
    read: @escaping @Sendable (Value) -> String?,
    write: @escaping @Sendable (inout Value, String) -> Bool
  ) -> ManualField {
    ManualField(
      name, form, required: required,
      read: { body in place.get(body.content).flatMap(read) },
      write: { body, text in
        guard var value = place.get(body.content), write(&value, text) else { return false }
        body.content = place.make(value)
        return true
      })
  }

  /// A text of the kind's content.
  static func text<Value>(
    _ name: String, in place: ContentPlace<Value>,
    _ path: any WritableKeyPath<Value, String?> & Sendable
  ) -> ManualField {
    content(name, in: place, read: { $0[keyPath: path] }) { value, text in
      value[keyPath: path] = text.isEmpty ? nil : text
      return true
    }
  }

  /// A date of the kind's content.
  static func date<Value>(
    _ name: String, in place: ContentPlace<Value>,
    _ path: any WritableKeyPath<Value, PartialDate?> & Sendable
  ) -> ManualField {
    content(name, .date, in: place, read: { $0[keyPath: path]?.description }) { value, text in
      value[keyPath: path] = JapaneseDate.parse(text)
      return true
    }
  }

  /// A named thing of the kind's content; typing it anew drops the codes of the old name.
  static func concept<Value>(
    _ name: String, required: Bool = false, in place: ContentPlace<Value>,
    _ path: any WritableKeyPath<Value, CodedText> & Sendable
  ) -> ManualField {
    content(name, required: required, in: place, read: { $0[keyPath: path].shown }) { value, text in
      value[keyPath: path] = CodedText(text: text.isEmpty ? nil : text)
      return true
    }
  }

  /// A thing of the kind's content that may have no name; typing it anew drops its codes.
  static func words<Value>(
    _ name: String, in place: ContentPlace<Value>,
    _ path: any WritableKeyPath<Value, CodedText?> & Sendable
  ) -> ManualField {
    content(name, in: place, read: { $0[keyPath: path]?.shown }) { value, text in
      value[keyPath: path] = text.isEmpty ? nil : CodedText(text: text)
      return true
    }
  }

  /// A whole number of the kind's content, of at most as many digits as readers take.
  static func whole<Value, Number: FixedWidthInteger & Sendable>(
    _ name: String, required: Bool = false, from minimum: Number = 0,
    in place: ContentPlace<Value>,
    _ path: any WritableKeyPath<Value, Number?> & Sendable
  ) -> ManualField {
    content(
      name, .number, required: required, in: place,
      read: { $0[keyPath: path].map { "\($0)" } },
      write: { value, text in
        if text.isEmpty {
          value[keyPath: path] = nil
          return true
        }
        guard let number = Number(text), number >= minimum, !ReceivedNumber.isTooLarge(text)
        else { return false }
        value[keyPath: path] = number
        return true
      })
  }

  /// A word out of a list.
  static func choice<Value, Word: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, in place: ContentPlace<Value>,
    _ path: any WritableKeyPath<Value, Word> & Sendable
  ) -> ManualField where Word.RawValue == String {
    content(
      name, .choice(Word.allCases.map(\.rawValue)), in: place,
      read: { $0[keyPath: path].rawValue },
      write: { value, text in
        guard let word = Word(rawValue: text) else { return text.isEmpty }
        value[keyPath: path] = word
        return true
      })
  }

  /// A professional in a role.
  static func practitioner<Value>(
    _ name: String, _ role: Practitioner.Role, in place: ContentPlace<Value>,
    _ path: any WritableKeyPath<Value, [Practitioner]> & Sendable
  ) -> ManualField {
    content(
      name, in: place,
      read: { $0[keyPath: path].first { $0.role == role }?.name },
      write: { value, text in
        value[keyPath: path].removeAll { $0.role == role }
        if !text.isEmpty { value[keyPath: path].append(Practitioner(role: role, name: text)) }
        return true
      })
  }

  /// An institution in a role.
  static func facility(_ name: String, _ role: Facility.Role) -> ManualField {
    ManualField(
      name, read: { $0.facilities.first { $0.role == role }?.name },
      write: { body, text in
        let code = body.facilities.first { $0.role == role }?.code
        body.facilities.removeAll { $0.role == role }
        if !text.isEmpty {
          body.facilities.append(Facility(role: role, name: text, code: code))
        }
        return true
      })
  }

  /// The code of an institution in a role that has a name.
  static func facilityCode(_ name: String, _ role: Facility.Role) -> ManualField {
    ManualField(
      name, read: { $0.facilities.first { $0.role == role }?.code },
      write: { body, text in
        guard let index = body.facilities.firstIndex(where: { $0.role == role }) else {
          return text.isEmpty
        }
        body.facilities[index].code = text.isEmpty ? nil : text
        return true
      })
  }
}

/// How one kind's value is taken out of a content and put back.
struct ContentPlace<Value>: Sendable {
  let get: @Sendable (Content) -> Value?
  let make: @Sendable (Value) -> Content
}
