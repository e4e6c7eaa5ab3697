import Synchronization

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
  func numbers(
    _ names: [String], chunks: CSVChunks? = nil, beside: (@Sendable () -> Void)? = nil
  ) throws(InputError) -> Numbers {
    let slots = try ColumnNames.slots(names, in: header, path)
    let width = names.count
    let reader = CSVRowReader(file: self, slots: slots, width: width)
    let estimate = min(LineDensity.rows(of: self), reader.mostRows(in: contents.count))
    try MemoryNeed.check(path, columns: width, rows: estimate)
    let result = Mutex(
      Gathered(store: ColumnStore(width: width, rows: estimate), lines: RowLines(path: path)))
    try forEachRows(reader, chunks: chunks, beside: beside, make: { _ in () }) { rows, _, line in
      result.withLock { result in
        result.lines.note(rows, rows: result.store.rows, line: line)
        result.dropped += rows.dropped
        result.store.append(rows.block)
      }
    }
    return result.withLock { result in
      let columns = zip(names, result.store.columns).map { Dataset.Column(name: $0, values: $1) }
      return Numbers(columns: columns, dropped: result.dropped, lines: result.lines)
    }
  }

  private struct Gathered: Sendable {
    var store: ColumnStore
    var dropped = 0
    var lines: RowLines
  }

  /// Reads rows chunk by chunk. `make` is called for a chunk's rows from any thread; `take` is
  /// given the rows, what was made of them and the number of the chunk's first line, in the order
  /// of the file and one at a time. Neither must keep the block.
  func forEachRows<Piece: Sendable>(
    _ reader: CSVRowReader, chunks: CSVChunks? = nil, beside: (@Sendable () -> Void)? = nil,
    make: @Sendable (RowBlock) -> Piece, take: @Sendable (CSVRows, Piece, Int) -> Void
  ) throws(InputError) {
    let chunks = chunks ?? CSVChunks(file: self)
    let stride = reader.mostRows(in: min(chunks.size, contents.count))
    let pool = BlockPool(width: reader.width, stride: stride)
    try chunks.forEach(
      beside: beside,
      read: { (bytes, cursor, end) throws(InputError) in
        let rows = try reader.rows(bytes, &cursor, before: end, into: pool.take())
        return (rows, make(rows.block))
      },
      take: { part, line in
        take(part.0, part.1, line)
        pool.give(part.0.block)
      })
  }

  /// The names of the columns that hold numbers and nothing else but missing values.
  /// - Throws: ``InputError`` if a row has too many or too few fields.
  func numericColumns(chunks: CSVChunks? = nil) throws(InputError) -> [String] {
    let chunks = chunks ?? CSVChunks(file: self)
    let found = Mutex(CSVColumnKinds(count: header.count))
    try chunks.forEach(
      read: { (bytes, cursor, end) throws(InputError) in
        var kinds = CSVColumnKinds(count: header.count)
        try kinds.read(self, bytes, &cursor, before: end)
        return kinds
      },
      take: { kinds, _ in found.withLock { $0.join(kinds) } })
    let kinds = found.withLock { $0 }
    return header.indices.filter { kinds.isNumeric[$0] && kinds.hasNumber[$0] }.map { header[$0] }
  }

  /// The named columns as data; all that hold numbers if none are named.
  /// - Throws: ``InputError``, see ``numbers(_:)``.
  func dataset(_ names: [String]? = nil) throws(InputError) -> Dataset {
    let wanted = if let names { names } else { try numericColumns() }
    let hash = Mutex("")
    let numbers = try numbers(wanted) {
      let text = sha256()
      hash.withLock { $0 = text }
    }
    return Dataset(
      name: name, sha256: hash.withLock { $0 }, columns: numbers.columns, dropped: numbers.dropped,
      lines: numbers.lines)
  }
}
