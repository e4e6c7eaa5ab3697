/// Which columns of a part of a file hold numbers.
struct CSVColumnKinds: Sendable {
  /// Whether every field that is not missing is a number.
  var isNumeric: [Bool]
  /// Whether any field is a number.
  var hasNumber: [Bool]

  init(count: Int) {
    isNumeric = [Bool](repeating: true, count: count)
    hasNumber = [Bool](repeating: false, count: count)
  }

  mutating func join(_ other: Self) {
    for index in isNumeric.indices {
      isNumeric[index] = isNumeric[index] && other.isNumeric[index]
      hasNumber[index] = hasNumber[index] || other.hasNumber[index]
    }
  }

  /// Looks at the rows that begin before `end`, and moves the cursor behind them.
  /// - Throws: ``InputError`` if a row has too many or too few fields.
  mutating func read(
    _ file: CSVFile, _ bytes: Span<UInt8>, _ cursor: inout CSVCursor, before end: Int
  ) throws(InputError) {
    // Only columns that may still be numeric are asked for; the numbers are not kept.
    let width = isNumeric.count
    let block = RowBlock(width: width, stride: max(1, min(1024, bytes.count / max(1, width))))
    var slots = (0..<width).map { Int32(clamping: $0) }
    while cursor.position < min(end, bytes.count) {
      block.rows = 0
      let read = TableKernels.plainRows(
        bytes, position: &cursor.position, end: end, slots: slots, delimiter: file.delimiter,
        point: file.number.point, into: block)
      cursor.line += read
      cursor.lineStart = cursor.position
      if read > 0 {
        for index in slots.indices where slots[index] >= 0 { hasNumber[index] = true }
        continue
      }
      switch cursor.upcoming(bytes) {
      case .end: cursor.position = bytes.count
      case .emptyLine: cursor.skipEmptyLine(bytes)
      case .row:
        try readRow(file, bytes, &cursor)
        for index in slots.indices where !isNumeric[index] { slots[index] = -1 }
      }
    }
  }

  private mutating func readRow(
    _ file: CSVFile, _ bytes: Span<UInt8>, _ cursor: inout CSVCursor
  ) throws(InputError) {
    var index = 0
    var ending = CSVField.Ending.delimiter
    while ending == .delimiter {
      let field = try cursor.next(bytes)
      ending = field.ending
      if index < isNumeric.count, isNumeric[index], !CSVRowReader.isMissing(bytes, field.range) {
        let isNumber = file.number.read(bytes, field.range) != .notANumber
        isNumeric[index] = isNumber
        hasNumber[index] = hasNumber[index] || isNumber
      }
      index += 1
    }
    try CSVRowReader.check(index, isNumeric.count, cursor, bytes)
    cursor.endLine(bytes)
  }
}
