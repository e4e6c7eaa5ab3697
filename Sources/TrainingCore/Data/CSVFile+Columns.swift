extension CSVFile {
  /// Columns read as numbers, without the rows where one of them is missing.
  struct Numbers: Sendable, Equatable {
    /// One for each name asked for, in that order, all of one length.
    var columns: [Dataset.Column]
    /// Rows left out because a value was missing.
    var dropped: Int
    /// Where the rows that are left begin.
    var lines: RowLines
  }

  /// Reads columns as numbers. Other columns may hold anything.
  ///
  /// A value is missing if its field is empty or `NA`, `N/A`, `#N/A`, `null`, `.` or `?`.
  /// - Throws: ``InputError`` with line and column at the first field that is no finite number or
  ///   the first row with too many or too few fields; (usage) if there is no such column.
  func numbers(_ names: [String]) throws(InputError) -> Numbers {
    var slots = [Int](repeating: -1, count: header.count)
    for (slot, name) in names.enumerated() {
      let index = try index(of: name)
      guard slots[index] < 0 else {
        throw InputError(
          .usage, "the column \(Printable.quoted(name)) is asked for twice",
          advice: "name every column once")
      }
      slots[index] = slot
    }
    var reader = CSVRowReader(file: self, slots: slots, count: names.count)
    try reader.readAll(bytes.span)
    let columns = zip(names, reader.columns).map { Dataset.Column(name: $0, values: $1) }
    return Numbers(columns: columns, dropped: reader.dropped, lines: reader.lines)
  }

  /// Where a column stands in a row.
  /// - Throws: ``InputError`` if there is none of that name, or more than one.
  func index(of name: String) throws(InputError) -> Int {
    guard let first = header.firstIndex(of: name) else {
      throw InputError(
        .usage, file: path, "there is no column \(Printable.quoted(name))",
        advice: Suggestion.advice(
          for: name, in: header, otherwise: "the columns are \(Printable.list(header))"))
    }
    guard header.lastIndex(of: name) == first else {
      throw InputError(
        .badData, file: path,
        "two columns have the name \(Printable.quoted(name))", advice: "rename one of them")
    }
    return first
  }

  /// The names of the columns that hold numbers and nothing else but missing values.
  /// - Throws: ``InputError`` if a row has too many or too few fields.
  func numericColumns() throws(InputError) -> [String] {
    let span = bytes.span
    var cursor = firstRow
    var isNumeric = [Bool](repeating: true, count: header.count)
    var hasNumber = [Bool](repeating: false, count: header.count)
    while cursor.skipEmptyLines(span) {
      var index = 0
      var ending = CSVField.Ending.delimiter
      while ending == .delimiter {
        let field = try cursor.next(span)
        ending = field.ending
        if index < header.count, isNumeric[index], !CSVRowReader.isMissing(span, field.range) {
          let isNumber = number.read(span, field.range) != .notANumber
          isNumeric[index] = isNumber
          hasNumber[index] = hasNumber[index] || isNumber
        }
        index += 1
      }
      try CSVRowReader.check(index, header.count, cursor, span)
      cursor.endLine(span)
    }
    return header.indices.filter { isNumeric[$0] && hasNumber[$0] }.map { header[$0] }
  }
}

/// Reads the rows of a file into columns.
struct CSVRowReader {
  private let file: CSVFile
  /// For each field of a row the column it goes to, or -1.
  private let slots: [Int]
  private var row: [Double]
  private(set) var columns: [[Double]]
  private(set) var dropped = 0
  private(set) var lines: RowLines
  private var kept = 0

  init(file: CSVFile, slots: [Int], count: Int) {
    self.file = file
    self.slots = slots
    row = [Double](repeating: 0, count: count)
    columns = [[Double]](repeating: [], count: count)
    lines = RowLines(path: file.path)
  }

  mutating func readAll(_ bytes: Span<UInt8>) throws(InputError) {
    var cursor = file.firstRow
    while cursor.skipEmptyLines(bytes) {
      let line = cursor.line
      if try readRow(&cursor, bytes) {
        lines.note(row: kept, line: line)
        kept += 1
        for index in row.indices { columns[index].append(row[index]) }
      } else {
        dropped += 1
      }
      cursor.endLine(bytes)
    }
  }

  /// Fills the row; false if a needed value is missing.
  private mutating func readRow(
    _ cursor: inout CSVCursor, _ bytes: Span<UInt8>
  ) throws(InputError) -> Bool {
    var isComplete = true
    var index = 0
    var ending = CSVField.Ending.delimiter
    while ending == .delimiter {
      let field = try cursor.next(bytes)
      ending = field.ending
      if index < slots.count, slots[index] >= 0 {
        switch file.number.read(bytes, field.range) {
        case .number(let value): row[slots[index]] = value
        case let other where other == .notANumber && Self.isMissing(bytes, field.range):
          isComplete = false
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

extension CSVFile {
  /// The named columns as data; all that hold numbers if none are named.
  /// - Throws: ``InputError``, see ``numbers(_:)``.
  func dataset(_ names: [String]? = nil) throws(InputError) -> Dataset {
    let wanted = if let names { names } else { try numericColumns() }
    let numbers = try numbers(wanted)
    return Dataset(
      name: name, sha256: sha256, columns: numbers.columns, dropped: numbers.dropped,
      lines: numbers.lines)
  }
}
