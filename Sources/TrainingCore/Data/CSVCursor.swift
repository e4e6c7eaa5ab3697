/// One field of a file: where it stands and what follows it.
struct CSVField: Equatable {
  enum Ending: Equatable { case delimiter, line, file }
  /// The content without quotation marks and without the blanks around it.
  var range: Range<Int>
  /// Where the field begins, for messages.
  var start: Int
  /// The line where it begins, which is not the cursor's if there are line ends inside.
  var line: Int
  /// Where that line begins.
  var lineStart: Int
  /// Whether the content has doubled quotation marks.
  var hasDoubledQuotes = false
  var ending: Ending
}

/// Walks through a file's fields, byte by byte, as RFC 4180 has them and as people write them.
struct CSVCursor {
  let file: String
  let delimiter: UInt8
  var position: Int
  /// The number of the line where the next field begins, counted from 1.
  var line = 1
  /// Where that line begins.
  var lineStart: Int

  /// Limit of DESIGN 5.6.
  static let longestField = 1_000_000

  init(file: String, delimiter: UInt8, position: Int) {
    self.file = file
    self.delimiter = delimiter
    self.position = position
    lineStart = position
  }

  /// An error at a byte of the present line; its column is counted in characters.
  func error(_ problem: String, at place: Int, in bytes: Span<UInt8>, advice: String) -> InputError
  {
    var column = 1
    for index in lineStart..<max(lineStart, min(place, bytes.count))
    where bytes[index] & 0xC0 != 0x80 { column += 1 }
    return InputError(
      .badData, file: file, line: line, column: column, problem, advice: advice)
  }

  /// An error at the beginning of a field.
  func error(
    _ problem: String, at field: CSVField, in bytes: Span<UInt8>, advice: String
  ) -> InputError {
    var there = self
    there.line = field.line
    there.lineStart = field.lineStart
    return there.error(problem, at: field.start, in: bytes, advice: advice)
  }

  /// What a line is, and what is left where no line is.
  enum Upcoming { case row, emptyLine, end }

  /// What begins at the position, at the beginning of a line.
  func upcoming(_ bytes: Span<UInt8>) -> Upcoming {
    let index = contentStart(bytes)
    guard index < bytes.count else { return .end }
    return bytes[index] == 0x0A || bytes[index] == 0x0D ? .emptyLine : .row
  }

  /// Steps over a line without content.
  mutating func skipEmptyLine(_ bytes: Span<UInt8>) {
    position = contentStart(bytes)
    endLine(bytes)
  }

  /// Steps over lines without any content; false at the end of the file.
  mutating func skipEmptyLines(_ bytes: Span<UInt8>) -> Bool {
    while upcoming(bytes) == .emptyLine { skipEmptyLine(bytes) }
    return upcoming(bytes) == .row
  }

  /// The first byte from the position on that is no blank.
  private func contentStart(_ bytes: Span<UInt8>) -> Int {
    var index = position
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    return index
  }

  /// The next field. Line numbers move on when the field that ends the line was read by
  /// ``endLine(_:)``, so that errors about the row still name its line.
  mutating func next(_ bytes: Span<UInt8>) throws(InputError) -> CSVField {
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    if position < bytes.count, bytes[position] == 0x22 { return try quoted(bytes) }
    let first = position
    var end = first
    while end < bytes.count {
      let byte = bytes[end]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      end += 1
    }
    try checkLength(end - first, at: first, bytes)
    position = end
    var last = end
    while last > first, isBlank(bytes[last - 1]) { last -= 1 }
    return CSVField(
      range: first..<last, start: first, line: line, lineStart: lineStart, ending: ending(bytes))
  }

  /// Steps over a line's end: CR, LF or both.
  mutating func endLine(_ bytes: Span<UInt8>) {
    // A lone LF passes the first test, a lone CR the second.
    if position < bytes.count, bytes[position] == 0x0D { position += 1 }
    if position < bytes.count, bytes[position] == 0x0A { position += 1 }
    line += 1
    lineStart = position
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte == 0x09 && delimiter != 0x09)
  }

  /// What stands at the position; steps over a delimiter.
  private mutating func ending(_ bytes: Span<UInt8>) -> CSVField.Ending {
    guard position < bytes.count else { return .file }
    guard bytes[position] == delimiter else { return .line }
    position += 1
    return .delimiter
  }

  private func checkLength(_ count: Int, at start: Int, _ bytes: Span<UInt8>) throws(InputError) {
    guard count <= Self.longestField else {
      throw error(
        "a field of more than \(Self.longestField) bytes", at: start, in: bytes,
        advice: "look for a missing quotation mark or line end")
    }
  }

  /// A field in quotation marks, which may hold delimiters, line ends and doubled marks.
  private mutating func quoted(_ bytes: Span<UInt8>) throws(InputError) -> CSVField {
    let opening = position
    var field = CSVField(
      range: opening..<opening, start: opening, line: line, lineStart: lineStart,
      ending: .file)
    var newLines: (count: Int, start: Int) = (0, lineStart)
    position += 1
    while true {
      guard position < bytes.count else {
        throw error(
          "this quotation mark is never closed", at: opening, in: bytes,
          advice: "add the second one")
      }
      try checkLength(position - opening, at: opening, bytes)
      let byte = bytes[position]
      position += 1
      if byte == 0x22 {
        guard position < bytes.count, bytes[position] == 0x22 else { break }
        field.hasDoubledQuotes = true
        position += 1
      } else if byte == 0x0A || byte == 0x0D {
        if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
        newLines = (newLines.count + 1, position)
      }
    }
    field.range = trimmed(bytes, opening + 1..<position - 1)
    line += newLines.count
    lineStart = newLines.start
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    let place = position
    field.ending = ending(bytes)
    if field.ending == .line, bytes[position] != 0x0A, bytes[position] != 0x0D {
      throw error(
        "text after the closing quotation mark", at: place, in: bytes,
        advice: "double a quotation mark that belongs to the field")
    }
    return field
  }

  private func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var first = range.lowerBound
    var last = range.upperBound
    while first < last, isBlank(bytes[first]) { first += 1 }
    while last > first, isBlank(bytes[last - 1]) { last -= 1 }
    return first..<last
  }
}
