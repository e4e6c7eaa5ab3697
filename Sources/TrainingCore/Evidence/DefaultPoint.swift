/// Chooses where gradients are compared when the user does not say.
enum DefaultPoint {
  /// Half the optimum, each component rounded to two digits; moved by one if the gradient there is
  /// zero to rounding, and back towards the optimum if the loss is not a number there. Where no
  /// least loss was found, all components are 0.
  ///
  /// Of a network it is the point where training would begin.
  static func choose(
    _ problem: Problem, _ work: Workload, optimum: Optimum
  ) -> (point: [Double], reason: String) {
    if let network = problem.network, network.parameterCount == work.parameters {
      let rule = Initialisation(for: network.activation).rawValue.capitalisedFirst
      return (
        network.initialParameters(seed: problem.seed),
        "\(rule) initialisation from seed \(problem.seed), where training would begin"
      )
    }
    var (point, reason) =
      optimum.isAttained ? half(work, optimum.parameters) : origin(work, optimum.parameters)
    if isZero(work, point) {
      point = point.map { $0 + 1 }
      reason += ", plus one"
    }
    return (point, reason)
  }

  /// Zeros, or where the search ended if the loss is not a number at zero.
  private static func origin(
    _ work: Workload, _ end: [Double]
  ) -> (point: [Double], reason: String) {
    let zeros = [Double](repeating: 0, count: end.count)
    return isFinite(work, zeros)
      ? (zeros, "all parameters zero, as no least loss was found")
      : (end, "where the search for the least loss ended")
  }

  private static func half(
    _ work: Workload, _ optimum: [Double]
  ) -> (point: [Double], reason: String) {
    let largest = optimum.reduce(0) { max($0, abs($1)) }
    func rounded(_ share: Double) -> [Double] {
      optimum.map { value in
        let part = SignificantDigits.rounded(share * value, to: 2)
        return part.isFinite && abs(value) > 1e-12 * largest ? part : 0
      }
    }
    var point = rounded(0.5)
    var reason = "half the optimum, rounded to two digits"
    for _ in 0..<30 {
      if isFinite(work, point) { break }
      point = zip(point, optimum).map { ($0 + $1) / 2 }
      reason = "between half the optimum and the optimum"
    }
    // Far from the optimum a loss with straight sides has one and the same delta everywhere, and
    // nothing could be told apart.
    for share in [0.75, 0.9, 0.95, 1.05] where !deltasVary(work, point) {
      let closer = rounded(share)
      guard isFinite(work, closer), deltasVary(work, closer) else { continue }
      point = closer
      reason = "\(share) times the optimum, rounded to two digits, where the samples' deltas differ"
    }
    return (point, reason)
  }

  /// Whether the derivatives of the samples' losses by their predictions differ; of many rows a
  /// thousand tell.
  private static func deltasVary(_ work: Workload, _ point: [Double]) -> Bool {
    let deltas = SampleTape.run(work.thinned(to: 1000), at: point).samples.deltas
    guard let low = deltas.min(), let high = deltas.max() else { return false }
    return high - low > 1e-9 * max(abs(low), abs(high))
  }

  private static func isFinite(_ work: Workload, _ point: [Double]) -> Bool {
    var tape = ColumnTape(work, at: point)
    let found = tape.gradientOfMean()
    return found.mean.isFinite && found.gradient.allSatisfy(\.isFinite)
  }

  /// Whether the gradient at a point is zero to rounding.
  static func isZero(_ work: Workload, _ point: [Double]) -> Bool {
    let gradient = DampedDescent.gradient(work, point)
    let rounding = RoundingEstimate(work, at: point)
    return Comparison.equalWithin * rounding.relative(to: gradient, gradient) >= 1
  }
}

extension String {
  /// With a capital first letter.
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
