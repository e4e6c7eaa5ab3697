import Synchronization

/// A file of columns of numbers, whose rows are samples: separated values (RFC 4180 and what people
/// really write) or a NumPy array (`.npy`, formats 1 to 3).
///
/// What it is, is told from its first bytes, not from its name. Only the beginning is read at
/// first; the file stays mapped as long as the value lives, and must not be shortened meanwhile.
public struct TableFile: Sendable {
  enum Format: Sendable {
    case csv(CSVFile)
    case npy(NpyFile)
  }
  let format: Format

  /// Opens a file and finds out the names of its columns. The options are for separated values.
  /// - Throws: ``InputError`` if there is no such file, or it is no table.
  public init(_ path: String, options: CSVOptions = CSVOptions()) throws(InputError) {
    try self.init(path: path, contents: FileBytes.open(path), options: options)
  }

  init(path: String, contents: FileContents, options: CSVOptions = CSVOptions()) throws(InputError)
  {
    if contents.withBytes({ NpyHeader.isNpy($0) }) {
      format = .npy(try NpyFile(path: path, contents: contents))
    } else {
      format = .csv(try CSVFile(path: path, contents: contents, options: options))
    }
  }

  /// The path as it was given.
  public var path: String {
    switch format {
    case .csv(let file): file.path
    case .npy(let file): file.path
    }
  }

  /// The names of all columns in the order of the file: those of a header line or a structured
  /// type, else c1, c2, ...
  public var columnNames: [String] {
    switch format {
    case .csv(let file): file.header
    case .npy(let file): file.columns
    }
  }

  /// The names of the columns that hold numbers and nothing else but missing values.
  /// - Throws: ``InputError`` if a row has too many or too few fields.
  public func numericColumns() throws(InputError) -> [String] {
    switch format {
    case .csv(let file): try file.numericColumns()
    case .npy(let file): file.columns
    }
  }

  /// The named columns, without the rows where a value of one of them is missing: an empty field or
  /// NA, N/A, #N/A, null, . or ? in separated values, NaN in an array.
  /// - Throws: ``InputError`` if there is no such column, a value is no finite number, or the
  ///   columns would not fit into memory.
  public func columns(_ names: [String]) throws(InputError) -> [Dataset.Column] {
    switch format {
    case .csv(let file): try file.numbers(names).columns
    case .npy(let file): try file.numbers(names).columns
    }
  }

  /// The named columns as ``columns(_:)`` has them, with the hash of the file, which is computed at
  /// the same time; all columns that hold numbers if none are named.
  /// - Throws: ``InputError``, as ``columns(_:)``.
  public func dataset(_ names: [String]? = nil) throws(InputError) -> Dataset {
    switch format {
    case .csv(let file): return try file.dataset(names)
    case .npy(let file):
      let hash = Mutex("")
      let numbers = try file.numbers(names ?? file.columns) {
        let text = file.contents.withBytes { SHA256.hexadecimal(of: $0) }
        hash.withLock { $0 = text }
      }
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      return Dataset(
        name: name, sha256: hash.withLock { $0 }, columns: numbers.columns,
        dropped: numbers.dropped)
    }
  }

  /// Reads the named columns in blocks of rows, in a fixed division that does not depend on the
  /// number of threads. `make` is called for blocks from any thread and must not keep them; what it
  /// makes of them is given to `take` in the order of the file, one at a time, with the number of
  /// rows that were left out.
  func forEachBlock<Piece: Sendable>(
    _ names: [String], make: @Sendable (RowBlock) -> Piece,
    take: @Sendable (Piece, Int) -> Void
  ) throws(InputError) {
    switch format {
    case .csv(let file):
      let slots = try ColumnNames.slots(names, in: file.header, file.path)
      let reader = CSVRowReader(file: file, slots: slots, width: names.count)
      try file.forEachRows(reader, make: make) { rows, piece, _ in
        take(piece, rows.dropped)
      }
    case .npy(let file):
      try file.forEachRows(names, make: make) { _, piece, dropped in take(piece, dropped) }
    }
  }
}
