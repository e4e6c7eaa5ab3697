/// How a file of separated values is to be read.
public struct CSVOptions: Sendable, Equatable {
  /// The ASCII byte between fields; nil to find it out from the file.
  public var delimiter: UInt8?
  /// Whether 1,5 means one and a half.
  public var decimalComma: Bool

  /// Finds the delimiter out and takes the point for the decimal sign, unless told otherwise.
  public init(delimiter: UInt8? = nil, decimalComma: Bool = false) {
    self.delimiter = delimiter
    self.decimalComma = decimalComma
  }

  /// The delimiter that the text of `--delimiter` names: one sign that is no part of numbers
  /// or names, or `tab`, `comma`, `semicolon`, `pipe` or `\t`.
  /// - Throws: ``InputError`` (usage) if it cannot separate numbers.
  public static func delimiter(named text: String) throws(InputError) -> UInt8 {
    let words = ["tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"]
    let bytes = Array((words[text] ?? text).utf8)
    let allowed = bytes.first.map { byte in
      byte == 0x09 || (0x21...0x7E).contains(byte) && !CSVOptions.isPartOfFields(byte)
    }
    guard bytes.count == 1, let delimiter = bytes.first, allowed == true else {
      throw InputError(
        .usage, "--delimiter: \(Printable.quoted(text)) cannot stand between fields",
        advice:
          "give tab or one sign such as , ; | : _ but no letter, digit, blank, quotation mark, "
          + "+ - or .")
    }
    return delimiter
  }

  /// Letters, digits and signs of numbers, and quotation marks.
  private static func isPartOfFields(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x22, 0x2B, 0x2D, 0x2E: true
    default: false
    }
  }
}
