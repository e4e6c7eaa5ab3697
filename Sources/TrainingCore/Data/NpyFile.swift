import Synchronization

/// A `.npy` file: its header is read, its columns are read on demand from the mapped file.
struct NpyFile: Sendable {
  /// The path as the user gave it.
  let path: String
  /// The names of a structured type, else c1, c2, ...
  let columns: [String]
  let contents: FileContents
  private let layout: NpyHeader
  /// The number of rows, with those in which a value is missing.
  let rows: Int

  /// Values of a block, which fit into a core's second-level cache.
  private static let blockValues = 32_768

  /// Reads a header.
  /// - Throws: ``InputError`` (bad data) if it is no table of numbers.
  init(path: String, contents: FileContents) throws(InputError) {
    self.path = path
    self.contents = contents
    let header = try contents.withBytes { (bytes) throws(InputError) in
      try NpyHeader(bytes, path: path)
    }
    let width = header.isStructured ? header.fields.count : header.shape.dropFirst().first ?? 1
    guard width <= CSVFile.mostColumns else {
      throw InputError(
        .badData, file: path, "more than \(CSVFile.mostColumns) columns",
        advice: "save fewer columns")
    }
    columns =
      header.isStructured ? header.fields.map(\.name) : (0..<width).map { "c\($0 + 1)" }
    layout = header
    rows = header.shape[0]
  }

  /// Where a column's first value stands, how far apart its values are, and what they are.
  private func place(_ index: Int) -> (start: Int, distance: Int, kind: NpyKind) {
    let size = layout.recordSize
    if layout.isStructured {
      let field = layout.fields[index]
      return (layout.dataStart + field.offset, size, field.kind)
    }
    // The header was checked against the size of the file, so no product overflows.
    let kind = layout.fields[0].kind
    return layout.isFortran
      ? (layout.dataStart + index * rows * size, size, kind)
      : (layout.dataStart + index * size, columns.count * size, kind)
  }

  /// Reads rows block by block, without those where a value is missing (NaN). `make` is called for
  /// a block from any thread; `take` is given the block, what was made of it and the number of rows
  /// that are missing, in order and one at a time. Neither must keep the block.
  /// - Throws: ``InputError`` at the first infinite value.
  func forEachRows<Piece: Sendable>(
    _ names: [String], beside: (@Sendable () -> Void)? = nil,
    make: @Sendable (RowBlock) -> Piece, take: @Sendable (RowBlock, Piece, Int) -> Void
  ) throws(InputError) {
    _ = try ColumnNames.slots(names, in: columns, path)
    var places: [(start: Int, distance: Int, kind: NpyKind)] = []
    for name in names { places.append(place(try ColumnNames.index(of: name, in: columns, path))) }
    let stride = max(1, min(rows, Self.blockValues / max(1, names.count)))
    let pool = BlockPool(width: names.count, stride: stride)
    let failure = Mutex<InputError?>(nil)
    let sources = places
    OrderedPipeline.run(
      count: names.isEmpty ? 0 : rows / stride + (rows % stride > 0 ? 1 : 0),
      threads: rows < 4 * stride ? 1 : OrderedPipeline.cores, beside: beside,
      make: { index in
        let first = index * stride
        let block = pool.take()
        let part = contents.withBytes { bytes in
          read(bytes, sources, first..<min(rows, first + stride), block)
        }
        return (part, make(block))
      },
      take: { (_: Int, made: (Part, Piece)) in
        let part = made.0
        if let wrong = part.infinite {
          failure.withLock { $0 = infinity(row: wrong.row, in: names[wrong.column]) }
          return false
        }
        take(part.block, made.1, part.dropped)
        pool.give(part.block)
        return true
      })
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  private struct Part: Sendable {
    var block: RowBlock
    var dropped = 0
    var infinite: (row: Int, column: Int)?
  }

  private func read(
    _ bytes: Span<UInt8>, _ places: [(start: Int, distance: Int, kind: NpyKind)],
    _ range: Range<Int>, _ block: RowBlock
  ) -> Part {
    var part = Part(block: block)
    block.rows = range.count
    var isFinite = true
    for (column, place) in places.enumerated() {
      let start = place.start + range.lowerBound * place.distance
      isFinite =
        TableKernels.values(
          bytes, from: start, distance: place.distance, count: range.count, kind: place.kind,
          column: column, into: block) == true && isFinite
    }
    guard !isFinite else { return part }
    block.rows = 0
    for row in 0..<range.count {
      let values = places.indices.map { block.values[$0 * block.stride + row] }
      if let column = values.firstIndex(where: \.isInfinite) {
        part.infinite = (range.lowerBound + row, column)
        return part
      }
      guard !values.contains(where: \.isNaN) else {
        part.dropped += 1
        continue
      }
      for (column, value) in values.enumerated() {
        block.values[column * block.stride + block.rows] = value
      }
      block.rows += 1
    }
    return part
  }

  private func infinity(row: Int, in column: String) -> InputError {
    InputError(
      .badData, file: path,
      "row \(row + 1) of the column \(Printable.quoted(column)) is infinite",
      advice: "set it to NaN to drop the row")
  }

  /// The named columns, and how many rows were left out because one of them was missing.
  /// - Throws: ``InputError`` if there is no such column, a value is infinite, or memory would not
  ///   do.
  func numbers(
    _ names: [String], beside: (@Sendable () -> Void)? = nil
  ) throws(InputError) -> (columns: [Dataset.Column], dropped: Int) {
    try MemoryNeed.check(path, columns: names.count, rows: rows)
    let result = Mutex((store: ColumnStore(width: names.count, rows: rows), dropped: 0))
    try forEachRows(names, beside: beside, make: { _ in () }) { block, _, dropped in
      result.withLock { result in
        result.store.append(block)
        result.dropped += dropped
      }
    }
    return result.withLock { result in
      (
        zip(names, result.store.columns).map { Dataset.Column(name: $0, values: $1) },
        result.dropped
      )
    }
  }
}
