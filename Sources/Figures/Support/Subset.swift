import TrainingCore

/// Which samples a figure shows when there are too many to draw.
enum Subset {
  /// All indices, or `limit` of them drawn without replacement by the seed; ascending.
  ///
  /// Floyd's algorithm: cost grows with `limit`, not with `count`.
  static func indices(of count: Int, limit: Int, seed: UInt64) -> [Int] {
    guard count > limit else { return Array(0..<count) }
    var generator = SplitMix64(seed: seed)
    var chosen: Set<Int> = []
    for upper in (count - limit)..<count {
      let candidate = Int(generator.next() % UInt64(upper + 1))
      if !chosen.insert(candidate).inserted { chosen.insert(upper) }
    }
    return chosen.sorted()
  }

  /// How many samples a figure's data file has rows for: at most ten thousand, and at most a million
  /// numbers in all.
  static func rowsOfData(_ rows: Int, wide columns: Int) -> Int {
    min(rows, 10_000, max(1, 1_000_000 / max(1, columns)))
  }

  /// "N = 344" or "2 000 of 1 000 000 samples, drawn at random".
  static func note(shown: Int, of count: Int) -> String {
    shown == count
      ? "N = \(NumberText.count(count))"
      : "\(NumberText.count(shown)) of \(NumberText.count(count)) samples, drawn at random"
  }
}
