/// Points about the line y = 1.5 x - 0.5, made by additions and multiplications alone.
enum NoisyLine {
  /// As many points of the sequence as asked for, with x uniform in [-2, 2) and noise of deviation
  /// 0.3; more points begin with the same ones.
  static func columns(count: Int) -> [Dataset.Column] {
    var random = SplitMix64(seed: 42)
    var x: [Double] = []
    var y: [Double] = []
    for _ in 0..<count {
      let input = -2 + 4 * random.uniform()
      x.append(input)
      y.append(1.5 * input - 0.5 + 0.3 * random.normal())
    }
    return [.init(name: "x", values: x), .init(name: "y", values: y)]
  }

  /// A point where every sample has an error.
  static let at: [(name: String, value: Double)] = [("m", 0.25), ("b", 0.125)]
}
