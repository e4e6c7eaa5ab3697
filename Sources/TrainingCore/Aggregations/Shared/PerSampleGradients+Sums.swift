extension PerSampleGradients {
  /// The sum over rows of what `term` makes of a component: P numbers.
  ///
  /// Runs of 32 rows are added one after the other and their sums pairwise, in an order that
  /// depends on the range's length alone. No column is copied.
  /// - Parameter term: takes the row and the component's value.
  /// - Complexity: O(rows times P) time, O(P log rows) memory.
  @inline(__always)
  func sum(in range: Range<Int>, _ term: (Int, Double) -> Double) -> [Double] {
    sum(in: range, of: { $0 }, term)
  }

  /// The same where each row needs something to be computed once, such as its norm.
  @inline(__always)
  func sum<Prepared>(
    in range: Range<Int>, of prepare: (Int) -> Prepared, _ term: (Prepared, Double) -> Double
  ) -> [Double] {
    var levels: [(rows: Int, sum: [Double])] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = start + min(Self.run, range.upperBound - start)
      var sum = [Double](repeating: 0, count: columns)
      for row in start..<end {
        let prepared = prepare(row)
        let offset = row * columns
        for column in 0..<columns { sum[column] += term(prepared, values[offset + column]) }
      }
      Self.push(sum, rows: Self.run, onto: &levels)
      start = end
    }
    guard var total = levels.popLast()?.sum else { return Array(repeating: 0, count: columns) }
    while let (_, sum) = levels.popLast() { Self.add(sum, to: &total) }
    return total
  }

  /// The mean over all rows of what `term` makes of a component; 0 without rows.
  @inline(__always)
  func meanOfRows(_ term: (Int, Double) -> Double) -> [Double] {
    meanOfRows(of: { $0 }, term)
  }

  /// The same where each row needs something to be computed once.
  @inline(__always)
  func meanOfRows<Prepared>(
    of prepare: (Int) -> Prepared, _ term: (Prepared, Double) -> Double
  ) -> [Double] {
    let count = Double(max(1, rows))
    return sum(in: 0..<rows, of: prepare, term).map { $0 / count }
  }

  /// The Euclidean norm of one sample's gradient.
  ///
  /// The plain sum of squares where its range is safe, else as ``VectorNorm`` does.
  func norm(ofRow row: Int) -> Double {
    let range = row * columns..<(row + 1) * columns
    var squares = 0.0
    for index in range { squares += values[index] * values[index] }
    return squares > 1e-280 && squares < 1e300
      ? squares.squareRoot() : VectorNorm.euclidean(values, in: range)
  }

  private static var run: Int { 32 }

  /// Joins sums of as many rows as soon as there are two, as a binary counter carries.
  private static func push(
    _ sum: [Double], rows: Int, onto levels: inout [(rows: Int, sum: [Double])]
  ) {
    var (rows, sum) = (rows, sum)
    while let last = levels.last, last.rows == rows {
      levels.removeLast()
      add(last.sum, to: &sum)
      rows *= 2
    }
    levels.append((rows, sum))
  }

  private static func add(_ other: [Double], to sum: inout [Double]) {
    for column in sum.indices { sum[column] += other[column] }
  }
}
