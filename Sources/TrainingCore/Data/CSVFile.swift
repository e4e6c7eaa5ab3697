/// A file of separated values: its header is read, its columns are read on demand.
struct CSVFile: Sendable {
  /// The path as the user gave it.
  let path: String
  /// The names of the columns, without the blanks around them.
  let header: [String]
  /// What stands between the fields.
  let delimiter: UInt8
  let contents: FileContents
  let number: DecimalNumber
  /// Where the rows under the header begin.
  let firstRow: CSVCursor

  /// Limits of DESIGN 5.6.
  static let mostColumns = 100_000
  static let longestName = 65_536

  /// Reads a file and its header.
  /// - Throws: ``InputError`` if it cannot be read, is no text, or has no header.
  init(path: String, options: CSVOptions = CSVOptions()) throws(InputError) {
    try self.init(path: path, contents: FileBytes.open(path), options: options)
  }

  init(path: String, bytes: [UInt8], options: CSVOptions) throws(InputError) {
    try self.init(path: path, contents: FileContents(bytes), options: options)
  }

  init(path: String, contents: FileContents, options: CSVOptions) throws(InputError) {
    self.path = path
    self.contents = contents
    (delimiter, number, header, firstRow) = try contents.withBytes { (span) throws(InputError) in
      try Self.opening(span, path, options)
    }
  }

  /// What is known from the first lines.
  private static func opening(
    _ span: Span<UInt8>, _ path: String, _ options: CSVOptions
  ) throws(InputError) -> (
    delimiter: UInt8, number: DecimalNumber, header: [String], firstRow: CSVCursor
  ) {
    let start = try Self.start(of: span, path)
    let delimiter =
      options.delimiter
      ?? CSVSniffer.delimiter(span, from: start, decimalComma: options.decimalComma)
    guard !(options.decimalComma && options.delimiter == 0x2C) else {
      throw InputError(
        .usage, "the comma cannot be both the decimal sign and the delimiter",
        advice: "leave out --decimal-comma or give another --delimiter")
    }
    let number = DecimalNumber(point: options.decimalComma ? 0x2C : 0x2E)
    var cursor = CSVCursor(file: path, delimiter: delimiter, position: start)
    let header = try Self.header(&cursor, span, number)
    return (delimiter, number, header, cursor)
  }

  /// SHA-256 of the file's bytes in hexadecimal, computed anew at every call.
  func sha256() -> String {
    contents.withBytes { SHA256.hexadecimal(of: $0) }
  }

  /// The file's name without its folder.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Steps over a byte order mark, and refuses what is no text.
  private static func start(of bytes: Span<UInt8>, _ path: String) throws(InputError) -> Int {
    guard bytes.count > 0 else {
      throw InputError(
        .badData, file: path, "the file is empty", advice: "give a table with a header line")
    }
    if bytes.count >= 2, bytes[0] ^ bytes[1] == 0x01, bytes[0] >= 0xFE {
      throw InputError(
        .badData, file: path, "the file is in UTF-16", advice: "save it as CSV in UTF-8")
    }
    for index in 0..<min(bytes.count, 65_536) where bytes[index] == 0 {
      throw InputError(
        .badData, file: path, "this is a binary file, not a table in text",
        advice: "save it as CSV in UTF-8")
    }
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    return hasMark ? 3 : 0
  }

  /// Reads the first line with content as the names of the columns.
  private static func header(
    _ cursor: inout CSVCursor, _ bytes: Span<UInt8>, _ number: DecimalNumber
  ) throws(InputError) -> [String] {
    guard cursor.skipEmptyLines(bytes) else {
      throw InputError(
        .badData, file: cursor.file, "the file has no content",
        advice: "give a table with a header line")
    }
    var names: [String] = []
    var numbers = 0
    while true {
      let field = try cursor.next(bytes)
      guard names.count < mostColumns else {
        throw cursor.error(
          "more than \(mostColumns) columns", at: field, in: bytes,
          advice: "check --delimiter")
      }
      names.append(try name(field, cursor, bytes))
      if case .number = number.read(bytes, field.range) { numbers += 1 }
      if field.ending != .delimiter { break }
    }
    guard numbers < names.count else {
      throw cursor.error(
        "the first line holds numbers, not the names of the columns", at: cursor.lineStart,
        in: bytes, advice: "put a line such as x,y above it")
    }
    cursor.endLine(bytes)
    return names
  }

  private static func name(
    _ field: CSVField, _ cursor: CSVCursor, _ bytes: Span<UInt8>
  ) throws(InputError) -> String {
    guard field.range.count <= longestName else {
      throw cursor.error(
        "a column's name of more than \(longestName) bytes", at: field, in: bytes,
        advice: "look for a missing quotation mark or line end")
    }
    let piece = field.range.map { bytes[$0] }
    guard let text = String(validating: piece, as: UTF8.self) else {
      throw cursor.error(
        "this name is not text in UTF-8", at: field, in: bytes,
        advice: "save the file as CSV in UTF-8")
    }
    guard field.hasDoubledQuotes else { return text }
    var single = ""
    var afterQuote = false
    for scalar in text.unicodeScalars {
      let isSecond = afterQuote && scalar == "\""
      afterQuote = scalar == "\"" && !afterQuote
      if !isSecond { single.unicodeScalars.append(scalar) }
    }
    return single
  }
}
