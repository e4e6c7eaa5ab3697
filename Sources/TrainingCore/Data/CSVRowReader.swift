/// What a chunk of a file became: its complete rows, and what was left out.
struct CSVRows: Sendable {
  var block: RowBlock
  /// Rows left out because a value was missing.
  var dropped = 0
  /// Where rows begin: pairs of a row of the block and a line of the chunk, both counted from 0; the
  /// rows between stand in consecutive lines.
  var lines: [(row: Int, line: Int)] = []

  fileprivate mutating func note(row: Int, line: Int) {
    if let last = lines.last, last.line + (row - last.row) == line { return }
    lines.append((row, line))
  }
}

/// Reads the rows of a file as numbers.
///
/// Plain rows go through `CTable`; every other one, and every error, through ``CSVCursor``, which
/// alone knows what is allowed.
struct CSVRowReader: Sendable {
  let file: CSVFile
  /// For each field of a row the column it goes to, or -1.
  let slots: [Int32]
  /// The number of columns.
  let width: Int

  /// - Precondition: The slots are -1 and the numbers from 0 to below the width, each once.
  init(file: CSVFile, slots: [Int32], width: Int) {
    self.file = file
    self.slots = slots
    self.width = width
  }

  /// The most rows that can begin in so many bytes: a row has a byte behind each field, but perhaps
  /// for the last of the file, and one at least in each that is needed.
  func mostRows(in bytes: Int) -> Int { bytes / (slots.count + width) + 2 }

  /// Reads the rows that begin before `end` into the block, which is to be empty and to have room
  /// for them, and moves the cursor behind them.
  /// - Throws: ``InputError`` at the first field or row that is wrong.
  func rows(
    _ bytes: Span<UInt8>, _ cursor: inout CSVCursor, before end: Int, into block: RowBlock
  ) throws(InputError) -> CSVRows {
    block.rows = 0
    var rows = CSVRows(block: block)
    let firstLine = cursor.line
    while cursor.position < end {
      let above = block.rows
      let read = TableKernels.plainRows(
        bytes, position: &cursor.position, end: end, slots: slots, delimiter: file.delimiter,
        point: file.number.point, into: block)
      if read > 0 {
        rows.note(row: above, line: cursor.line - firstLine)
        cursor.line += read
        cursor.lineStart = cursor.position
        continue
      }
      guard try readLine(bytes, &cursor, &rows, firstLine) else { break }
    }
    return rows
  }

  /// Reads one line; false at the end of the file.
  private func readLine(
    _ bytes: Span<UInt8>, _ cursor: inout CSVCursor, _ rows: inout CSVRows, _ firstLine: Int
  ) throws(InputError) -> Bool {
    switch cursor.upcoming(bytes) {
    case .end:
      cursor.position = bytes.count
      return false
    case .emptyLine:
      cursor.skipEmptyLine(bytes)
    case .row:
      let line = cursor.line
      if try readRow(&cursor, bytes, rows.block) {
        rows.note(row: rows.block.rows, line: line - firstLine)
        rows.block.rows += 1
      } else {
        rows.dropped += 1
      }
      cursor.endLine(bytes)
    }
    return true
  }

  /// Writes a row behind those of the block without counting it; false if a needed value is
  /// missing.
  private func readRow(
    _ cursor: inout CSVCursor, _ bytes: Span<UInt8>, _ block: RowBlock
  ) throws(InputError) -> Bool {
    var isComplete = true
    var index = 0
    var ending = CSVField.Ending.delimiter
    while ending == .delimiter {
      let field = try cursor.next(bytes)
      ending = field.ending
      if index < slots.count, slots[index] >= 0 {
        switch file.number.read(bytes, field.range) {
        case .number(let value):
          // A row that is too long may be one too many, but is refused below.
          let place = Int(slots[index]) * block.stride + block.rows
          if block.rows < block.stride { block.values[place] = value }
        case .notANumber where Self.isMissing(bytes, field.range): isComplete = false
        case let other: throw refusal(other, field, index, cursor, bytes)
        }
      }
      index += 1
    }
    try Self.check(index, slots.count, cursor, bytes)
    return isComplete
  }

  /// Refuses a row of a wrong length.
  static func check(
    _ fields: Int, _ columns: Int, _ cursor: CSVCursor, _ bytes: Span<UInt8>
  ) throws(InputError) {
    guard fields != columns else { return }
    let has = fields == 1 ? "1 field" : "\(fields) fields"
    throw InputError(
      .badData, file: cursor.file, line: cursor.line,
      "\(has) in this line, but \(columns) in the header",
      advice: "give every line as many fields, or check --delimiter")
  }

  /// Whether the field says that there is no value.
  static func isMissing(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    switch range.count {
    case 0: return true
    case 1: return bytes[range.lowerBound] == 0x2E || bytes[range.lowerBound] == 0x3F
    case 2, 3, 4:
      let word = range.map { (0x41...0x5A).contains(bytes[$0]) ? bytes[$0] | 0x20 : bytes[$0] }
      return ["na", "n/a", "#n/a", "null"].contains { word.elementsEqual($0.utf8) }
    default: return false
    }
  }

  private func refusal(
    _ outcome: DecimalNumber.Outcome, _ field: CSVField, _ index: Int, _ cursor: CSVCursor,
    _ bytes: Span<UInt8>
  ) -> InputError {
    let text = Printable.quoted(
      String(decoding: field.range.prefix(200).map { bytes[$0] }, as: UTF8.self))
    let column = Printable.quoted(file.header[index])
    switch outcome {
    case .notFinite:
      return cursor.error(
        "\(text) in the column \(column) is not a finite number", at: field, in: bytes,
        advice: "leave the field empty to drop the row")
    case .tooLarge:
      return cursor.error(
        "\(text) in the column \(column) is beyond the largest double, 1.8e308", at: field,
        in: bytes, advice: "use another unit")
    case .number, .notANumber:
      return cursor.error(
        "\(text) in the column \(column) is not a number", at: field, in: bytes,
        advice: advice(field, bytes))
    }
  }

  /// Names the other decimal sign if the field is a number with it. Where that sign may as well
  /// divide thousands it must not be taken for a decimal one unasked: 1,000 would become 1.
  private func advice(_ field: CSVField, _ bytes: Span<UInt8>) -> String {
    let isComma = file.number.point == 0x2C
    let other = DecimalNumber(point: isComma ? 0x2E : 0x2C)
    let isThousands = file.number.hasThousands(bytes, field.range, separator: other.point)
    guard case .number = other.read(bytes, field.range) else {
      return isThousands
        ? "remove the thousands separators" : "correct it, or leave the field empty to drop the row"
    }
    let option = isComma ? "leave out --decimal-comma" : "give --decimal-comma"
    return isThousands
      ? "remove the thousands separator, or \(option) if it is a fraction" : option
  }
}
