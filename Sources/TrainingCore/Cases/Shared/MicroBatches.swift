/// Ways to split N samples, in the order of their rows, into micro-batches.
enum MicroBatches {
  /// Three quarters and the rest, the smaller one last: as an epoch whose last batch is short.
  static func ragged(_ samples: Int) -> [Range<Int>] {
    let last = max(1, samples / 4)
    return samples > 1 ? [0..<samples - last, samples - last..<samples] : [0..<samples]
  }

  /// The least number of micro-batches, at least two, that are all of one size.
  static func even(_ samples: Int) -> [Range<Int>] {
    guard samples > 1 else { return [0..<samples] }
    var count = 2
    while samples % count != 0 {
      count += 1
      // Beyond the square root only the number itself divides it.
      if count * count > samples { count = samples }
    }
    return epoch(samples, size: samples / count)
  }

  /// Two halves; of an odd number the first has one more.
  static func halves(_ samples: Int) -> [Range<Int>] {
    let middle = (samples + 1) / 2
    return samples > 1 ? [0..<middle, middle..<samples] : [0..<samples]
  }

  /// Every sample by itself.
  static func singles(_ samples: Int) -> [Range<Int>] { epoch(samples, size: 1) }
}

extension SampleGrouping {
  /// Micro-batches that lie one after the other.
  init(_ microBatches: [Range<Int>]) {
    let samples = microBatches.last?.upperBound ?? 0
    // Sizes of adjoining ranges always make up the whole.
    self =
      (try? SampleGrouping(samples: samples, sizes: microBatches.map(\.count)))
      ?? SampleGrouping(samples: samples)
  }
}
