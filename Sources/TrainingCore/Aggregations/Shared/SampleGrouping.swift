/// What an aggregation may need to know of the samples beside their losses: micro-batches, weights
/// and numbers of elements.
public struct SampleGrouping: Sendable, Equatable {
  /// N, the number of samples.
  public let samples: Int
  /// Rows of each micro-batch, in order and without gaps; one of all rows unless given otherwise,
  /// and none without samples.
  public let microBatches: [Range<Int>]
  /// N weights, not negative; nil if all are 1.
  public let weights: [Double]?
  /// N numbers of elements (outputs, tokens, pixels) that the samples' losses are of; nil if all
  /// are 1.
  public let elements: [Int]?

  /// What decides how much a sample counts among others.
  public enum Weighting: Sendable, Equatable {
    /// Every sample counts 1.
    case samples
    /// The weights.
    case weights
    /// The numbers of elements.
    case elements
  }

  /// Samples that count the same and form a single batch.
  public init(samples: Int) {
    self.samples = max(0, samples)
    microBatches = samples > 0 ? [0..<samples] : []
    weights = nil
    elements = nil
  }

  /// Micro-batches of these sizes, and what the samples count.
  /// - Throws: ``InputError`` (bad data) if a size is below 1, the sizes do not add up to
  ///   `samples`, or weights or elements are not one for each sample, not negative and finite.
  public init(
    samples: Int, sizes: [Int]? = nil, weights: [Double]? = nil, elements: [Int]? = nil
  ) throws(InputError) {
    let plain = SampleGrouping(samples: samples)
    try self.init(
      plain.samples, Self.ranges(sizes, plain), weights: weights, elements: elements)
  }

  /// Micro-batches of `size` samples, of which the last may be smaller.
  public init(samples: Int, batchSize: Int) {
    let size = max(1, batchSize)
    self.samples = max(0, samples)
    microBatches = stride(from: 0, to: self.samples, by: size).map {
      $0..<($0 + min(size, samples - $0))
    }
    weights = nil
    elements = nil
  }

  private init(
    _ samples: Int, _ microBatches: [Range<Int>], weights: [Double]?, elements: [Int]?
  ) throws(InputError) {
    try Self.check(weights, "weights", samples, isValid: { $0 >= 0 && $0.isFinite })
    try Self.check(elements, "numbers of elements", samples, isValid: { $0 >= 0 })
    self.init(unchecked: samples, microBatches, weights: weights, elements: elements)
  }

  private init(
    unchecked samples: Int, _ microBatches: [Range<Int>], weights: [Double]?, elements: [Int]?
  ) {
    self.samples = samples
    self.microBatches = microBatches
    self.weights = weights
    self.elements = elements
  }

  /// A part of the samples as a batch of its own.
  func restricted(to range: Range<Int>) -> SampleGrouping {
    SampleGrouping(
      unchecked: range.count, range.isEmpty ? [] : [0..<range.count],
      weights: weights.map { Array($0[range]) }, elements: elements.map { Array($0[range]) })
  }

  /// How much a sample counts.
  @inline(__always)
  func weight(of sample: Int, by weighting: Weighting) -> Double {
    switch weighting {
    case .samples: 1
    case .weights: weights?[sample] ?? 1
    case .elements: elements.map { Double($0[sample]) } ?? 1
    }
  }

  /// How much the samples of a range count together.
  func total(by weighting: Weighting, in range: Range<Int>) -> Double {
    switch weighting {
    case .samples: break
    case .weights: if let weights { return Summation.pairwise(weights, in: range) }
    case .elements: if let elements { return elements[range].reduce(0) { $0 + Double($1) } }
    }
    return Double(range.count)
  }

  /// How much all samples count together.
  func total(by weighting: Weighting) -> Double { total(by: weighting, in: 0..<samples) }

  /// The sum of the losses of a range, each as often as it counts.
  func sum(of losses: [Double], by weighting: Weighting, in range: Range<Int>) -> Double {
    guard weighting != .samples else { return Summation.pairwise(losses, in: range) }
    return Summation.pairwise(range.map { losses[$0] * weight(of: $0, by: weighting) })
  }

  private static func ranges(
    _ sizes: [Int]?, _ plain: SampleGrouping
  ) throws(InputError) -> [Range<Int>] {
    guard let sizes else { return plain.microBatches }
    var ranges: [Range<Int>] = []
    var end = 0
    for size in sizes {
      // Compared without adding, which might overflow.
      guard size > 0, size <= plain.samples - end else { break }
      ranges.append(end..<end + size)
      end += size
    }
    guard ranges.count == sizes.count, end == plain.samples else {
      throw InputError(
        .badData,
        "micro-batches of \(Printable.list(sizes.map(String.init)))"
          + " do not make up \(plain.samples) samples",
        advice: "give sizes of at least 1 that add up to the number of samples")
    }
    return ranges
  }

  private static func check<Value>(
    _ values: [Value]?, _ what: String, _ samples: Int, isValid: (Value) -> Bool
  ) throws(InputError) {
    guard let values else { return }
    guard values.count == samples else {
      throw InputError(
        .badData, "\(values.count) \(what) for \(samples) samples", advice: "give one for each")
    }
    guard let row = values.firstIndex(where: { !isValid($0) }) else { return }
    throw InputError(
      .badData, "the \(what) hold \(values[row]) for sample \(row + 1)",
      advice: "give finite numbers that are not negative")
  }
}
