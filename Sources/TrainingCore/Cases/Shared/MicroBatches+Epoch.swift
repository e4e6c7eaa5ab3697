extension MicroBatches {
  /// A batch size that does not divide the number of samples, at least about its square root, so
  /// that an epoch ends with a short batch; nil if there is none.
  static func unevenSize(_ samples: Int) -> Int? {
    guard samples > 2 else { return nil }
    let root = Int(Double(samples).squareRoot().rounded(.up))
    let first = min(samples - 1, max(3, root))
    return (first..<samples).first { samples % $0 != 0 }
  }

  /// Batches of one size, and the rest of the samples as the last.
  static func epoch(_ samples: Int, size: Int) -> [Range<Int>] {
    SampleGrouping(samples: samples, batchSize: size).microBatches
  }

  /// One quarter, another one and the other half; as far as there are so many samples.
  static func quartersAndHalf(_ samples: Int) -> [Range<Int>] {
    let quarter = max(1, samples / 4)
    guard samples > 2 * quarter else { return singles(samples) }
    return [0..<quarter, quarter..<2 * quarter, 2 * quarter..<samples]
  }

  /// The smallest number of equal parts, at least two, that the samples cannot be dealt out to.
  static func unevenRanks(_ samples: Int) -> Int {
    var ranks = 2
    while samples % ranks == 0 { ranks += 1 }
    return ranks
  }
}
