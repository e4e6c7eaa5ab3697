/// Sequences of tokens in micro-batches, and a small language for them.
struct TokenSequences: Sendable {
  /// How many tokens each sequence has, all positive.
  let lengths: [Int]
  /// Which sequences are in each micro-batch, one after the other.
  let microBatches: [Range<Int>]

  /// With a number of sequences in every micro-batch, the last one perhaps with fewer.
  init(lengths: [Int], perMicroBatch: Int) {
    self.lengths = lengths.map { max(1, $0) }
    microBatches = stride(from: 0, to: lengths.count, by: max(1, perMicroBatch)).map {
      $0..<min($0 + max(1, perMicroBatch), lengths.count)
    }
  }

  var tokens: Int { lengths.reduce(0, +) }
  /// Tokens in each micro-batch.
  var sizes: [Int] { microBatches.map { lengths[$0].reduce(0, +) } }
  /// The sequence of each token.
  var sequences: [Int] {
    lengths.indices.flatMap { [Int](repeating: $0, count: lengths[$0]) }
  }
  /// The micro-batch of each token.
  var batches: [Int] {
    sizes.indices.flatMap { [Int](repeating: $0, count: sizes[$0]) }
  }

  /// Weights of all tokens in the mean over all tokens.
  var even: [Double] { [Double](repeating: 1 / Double(tokens), count: tokens) }
  /// Weights of all tokens in the mean of the micro-batches' means over their own tokens.
  var byMicroBatch: [Double] {
    sizes.flatMap { size in
      [Double](repeating: 1 / Double(size * sizes.count), count: size)
    }
  }
  /// Weights of all tokens in the mean of the sequences' means over their own tokens.
  var bySequence: [Double] {
    lengths.flatMap { length in
      [Double](repeating: 1 / Double(length * lengths.count), count: length)
    }
  }
  /// By how much each micro-batch's tokens count more than they should in the mean of means.
  var factors: [Double] {
    sizes.map { Double(tokens) / Double(sizes.count * $0) }
  }

  /// A language of four words where each sequence has a favourite and a token is guessed from the one
  /// before it.
  func language(seed: UInt64) -> SoftmaxExample {
    let words = 4
    var generator = SplitMix64(seed: seed)
    func word() -> Int { min(words - 1, Int(Double(words) * generator.uniform())) }
    var (inputs, labels): ([[Double]], [Int?]) = ([], [])
    for (sequence, length) in lengths.enumerated() {
      var previous = word()
      for _ in 0..<length {
        let next = generator.uniform() < 0.5 ? sequence % words : word()
        inputs.append((0..<words).map { $0 == previous ? 1 : 0 })
        labels.append(next)
        previous = next
      }
    }
    let at = (0..<words * words).map { _ in generator.uniform() - 0.5 }
    return SoftmaxExample(inputs: inputs, labels: labels, classes: words, at: at)
  }
}
