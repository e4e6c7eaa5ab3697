/// Rows drawn at random without replacement.
enum RandomRows {
  /// Some of the rows 0..<count, ascending; the same for the same seed.
  ///
  /// Selection sampling: D. Knuth, The Art of Computer Programming, vol. 2, 3.4.2, algorithm S.
  static func choose(_ wanted: Int, of count: Int, seed: UInt64) -> [Int] {
    var generator = SplitMix64(seed: seed)
    var rows: [Int] = []
    rows.reserveCapacity(min(wanted, count))
    for row in 0..<count where rows.count < wanted {
      let open = Double(wanted - rows.count)
      if Double(count - row) * generator.uniform() < open { rows.append(row) }
    }
    return rows
  }

  /// "1 000 of 300 000 rows, chosen at random with seed 0".
  static func note(_ wanted: Int, of count: Int, seed: UInt64) -> String {
    "\(NumberText.count(wanted)) of \(NumberText.count(count)) rows, chosen at random with seed \(seed)"
  }
}

extension Dataset {
  /// The data with some of their rows, which then have no lines of a file any more.
  func keeping(rows: [Int]) -> Dataset {
    var copy = self
    copy.columns = columns.map { column in
      Column(name: column.name, values: rows.map { column.values[$0] })
    }
    copy.lines = nil
    return copy
  }
}
