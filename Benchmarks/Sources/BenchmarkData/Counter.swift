/// Uniform numbers by index: SplitMix64 as a counter generator, the same bits as `peers/common.py`.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014). Number i
/// depends on the seed and on i alone, so no order of drawing has to be agreed on.
public struct Counter: Sendable {
  /// Each seed is another sequence.
  public var seed: UInt64

  /// The sequence of a seed.
  public init(seed: UInt64) { self.seed = seed }

  /// Number `index` of the sequence, a multiple of 2^-53 in [0, 1).
  public func uniform(_ index: Int) -> Double {
    var z = seed &+ (UInt64(index) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }

  /// Noise of mean 0 and variance 1: four uniform numbers added from left to right, so that no
  /// library's logarithm can change a bit of it.
  public func noise(_ index: Int) -> Double {
    let u = uniform(4 * index) + uniform(4 * index + 1) + uniform(4 * index + 2)
    return (u + uniform(4 * index + 3) - 2) * 3.0.squareRoot()
  }
}
