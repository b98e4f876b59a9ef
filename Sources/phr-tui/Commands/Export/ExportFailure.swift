import PHRModel

/// Why an export could not be made.
enum ExportFailure: Error, Equatable {
  /// `--for` names nobody that is registered; the nearest names.
  case unknownRecipient(nearest: [String])
  /// `--for` names several.
  case ambiguousRecipient
  /// A research copy is for a recipient.
  case recipientNeeded
  /// `qrencode` is not installed.
  case noQRProgram
  /// More than one QR symbol holds.
  case tooLongForQR
  /// What is asked for is for the holder's own eyes.
  case holderOnly
  /// The file to open is no sealed file.
  case notSealed
  /// The sealed file uses what this program does not read.
  case unsupportedSeal
  /// The passcode is wrong, or the file was changed.
  case wrongPasscode
  /// A key file is not usable.
  case unusableKey
  /// Data that the codes are made of are not in the profile.
  case missingIdentity
}
