/// Which inputs of which samples are kept, and what that makes of the inputs.
///
/// Inverted dropout: what is kept is divided by the probability of keeping it, so that the inputs'
/// expectations stay. Source: Srivastava et al., "Dropout: a simple way to prevent neural networks
/// from overfitting", JMLR 15 (2014), section 10.
struct DropoutMasks {
  /// The probability of keeping an input.
  let keep: Double
  /// One array of N for each input.
  let kept: [[Bool]]

  /// Masks that are given.
  init(keep: Double, kept: [[Bool]]) {
    self.keep = keep
    self.kept = kept
  }

  /// Independent masks, row by row, the same for the same seed.
  init(keep: Double, rows: Int, inputs: Int, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var kept = [[Bool]](repeating: Array(repeating: false, count: rows), count: inputs)
    for row in 0..<rows {
      for input in 0..<inputs { kept[input][row] = generator.uniform() < keep }
    }
    self.init(keep: keep, kept: kept)
  }

  /// How many inputs are kept, over all samples.
  var keptCount: Int { kept.reduce(0) { $0 + $1.count(where: \.self) } }

  /// The columns with the masks on those of the inputs; the others as they are.
  func applied(to columns: [[Double]], inputs: [Int]) -> [[Double]] {
    var result = columns
    for (mask, column) in zip(kept, inputs) {
      result[column] = zip(mask, columns[column]).map { $0 ? $1 / keep : 0 }
    }
    return result
  }
}
