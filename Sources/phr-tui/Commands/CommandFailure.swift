import PHRModel

/// Why a command could not do its work, apart from what model and sync report themselves.
enum CommandFailure: Error, Equatable {
  /// The output could not be written.
  case cannotWriteOutput(errno: Int32)
  /// A file to read could not be opened or read.
  case cannotRead(file: String, errno: Int32)
  /// A file to write could not be written.
  case cannotWrite(file: String, errno: Int32)
  /// A file to write is there already.
  case alreadyExists(file: String)
  /// A passphrase is needed and there is nobody to ask.
  case noPassphrase
  /// The two typed passphrases differ.
  case passphrasesDiffer
  /// A new passphrase is too short.
  case passphraseTooShort
  /// A typed text cannot be a passphrase.
  case unusablePassphrase
  /// No record has that id.
  case noSuchRecord
  /// Several records begin with those characters.
  case ambiguousRecord
  /// A field name that the kind does not have.
  case unknownField(String, known: [String])
  /// A value that the field does not take, and the form that it has.
  case badField(String, ManualField.Form?)
  /// A field that ends something before it begins.
  case endsTooEarly(String)
  /// A field that the kind needs.
  case missingField(String)
  /// No emergency contact has that name.
  case noSuchContact
  /// The record was typed in: there is no original.
  case noOriginal
  /// The person did not confirm.
  case notConfirmed
  /// Nothing was given that the command could do.
  case nothingToDo
  /// The vault may not be changed now.
  case readOnly
}
