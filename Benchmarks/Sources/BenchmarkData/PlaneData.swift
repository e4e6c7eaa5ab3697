/// Samples of y = x0 x1 - x0 / 2 with noise of standard deviation 0.1, for both inputs in [-2, 2).
public struct PlaneData: Sendable {
  /// Both inputs of each sample, one sample after the other.
  public let inputs: [Double]
  /// One for each sample.
  public let targets: [Double]

  /// The first samples of the sequences 3, 4 (inputs) and 5 (noise).
  public init(count: Int) {
    let (first, second, noise) = (Counter(seed: 3), Counter(seed: 4), Counter(seed: 5))
    let rows = (0..<count).map { (4 * first.uniform($0) - 2, 4 * second.uniform($0) - 2) }
    inputs = rows.flatMap { [$0.0, $0.1] }
    targets = rows.enumerated().map { index, x in
      x.0 * x.1 - 0.5 * x.0 + 0.1 * noise.noise(index)
    }
  }
}

/// Parameters of networks: for each layer the weights, row by row with a row for each input, then
/// the biases, all uniform in (-1, 1) / sqrt(inputs).
public enum NetworkData {
  /// The parameters of a network with these numbers of values at each stage.
  public static func parameters(_ sizes: [Int], seed: UInt64 = 11) -> [Double] {
    let counter = Counter(seed: seed)
    var values: [Double] = []
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      let scale = Double(inputs).squareRoot()
      for _ in 0..<(inputs + 1) * outputs {
        values.append((2 * counter.uniform(values.count) - 1) / scale)
      }
    }
    return values
  }
}
