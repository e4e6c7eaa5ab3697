import Glibc

/// A large matrix with one row for each sample, whose memory is kept and used again.
///
/// Evaluators may write rows of their own at once, as ``TapeBatch`` has them do; hence `@unchecked`.
/// Whoever hands it to several threads must give no two of them the same row, and read when all are
/// done.
@safe public final class SampleMatrix<Scalar: TapeScalar>: @unchecked Sendable {
  /// The number of samples.
  public let rows: Int
  /// The number of values that each has.
  public let columns: Int
  private let base: UnsafeMutableRawPointer

  /// A matrix of undefined values until it is filled.
  /// - Throws: ``MemoryRefusal`` if it does not fit into the memory that is free.
  public init(rows: Int, columns: Int) throws(MemoryRefusal) {
    precondition(rows >= 0 && columns >= 0, "sizes are not negative")
    let (memory, _) = unsafe try HugePages.allocate(rows: rows, columns: columns, Scalar.self)
    self.rows = rows
    self.columns = columns
    unsafe base = memory
  }

  deinit { unsafe free(base) }

  /// Where a block of rows begins, checked to lie within the matrix.
  func address(
    row: Int, rows count: Int, column: Int, columns width: Int
  ) -> UnsafeMutableRawPointer {
    precondition(
      row >= 0 && count >= 0 && count <= rows - row && column >= 0 && width <= columns - column,
      "outside the matrix")
    return unsafe base + (row * columns + column) * MemoryLayout<Scalar>.stride
  }

  /// Reads one sample's values.
  public func withRow<Result>(_ row: Int, _ body: (Span<Scalar>) -> Result) -> Result {
    let start = unsafe address(row: row, rows: 1, column: 0, columns: columns)
      .assumingMemoryBound(to: Scalar.self)
    return body(unsafe Span(_unsafeStart: start, count: columns))
  }

  /// One value.
  public subscript(row: Int, column: Int) -> Scalar {
    precondition(column >= 0 && column < columns, "outside the matrix")
    return withRow(row) { $0[column] }
  }
}
