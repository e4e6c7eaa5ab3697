/// Only the signs of the gradients are averaged, as signSGD with a vote does.
///
/// Source: J. Bernstein et al., "signSGD: compressed optimisation for non-convex problems",
/// ICML 2018.
struct C09Signs: Case {
  let id = "C09"
  let premise = "P4"
  let title = "Averaging the signs of the gradients"
  let leftName = "signs of the mean gradient"
  let rightName = "mean of the samples’ signs"
  let statement = """
    A sign forgets how large a component is, so a few samples with large components lose against \
    many with small ones of the other sign: a component may even turn around.
    """
  let formula = #"\overline{\mathrm{sign}(g)} - \mathrm{sign}(\bar{g})"#
  let repair = "average the gradients, take the sign once, and keep what was lost for the next step"
  let code = "p = grad_mean + residual; update = p.abs().mean() * p.sign(); residual = p - update"
  let signature = """
    a sample’s weight is one over N times the size of its component, another in each component
    """
  let exercise = """
    Replace every sample’s gradient by its signs, then average. Can a component of the result point \
    against the gradient of the average loss?
    """

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let signs = SignOfEachSample()
    let left = signs.transform(bench.meanGradient)
    let right = signs.combine(bench.perSample, bench.samples.losses)
    let majority = SignOfEachSample(isMajorityVote: true).combine(
      bench.perSample, bench.samples.losses)
    let reversed = zip(left, right).count { $0 * $1 < 0 }
    let signBounds = SignBounds(bench)
    return CaseResult.Measurement(
      comparison: signBounds.compare(
        bench, left, right, accident: "all samples’ gradients have the same signs"),
      closedFormGap: nil, referee: signs.transform(bench.gradient.finiteDifference),
      refereeBound: signBounds.ofReferee,
      numbers: [
        ("signs by majority vote", majority),
        ("components that point the other way", [Double(reversed)]),
        ("components whose signs are open", [signBounds.open]),
      ],
      inputNote: bench.note)
  }
}

/// How far signs may be off: a component that is zero to rounding has none, and its sign may be off
/// by the two from minus one to one.
struct SignBounds {
  /// Of the mean's sign and of the mean of the samples' signs together, for each component.
  private let both: [Double]
  /// Of each sign of the referee.
  let ofReferee: [Double]

  init(_ bench: CaseBench) {
    let errors = bench.rounding.gradient
    var bounds = [Double](repeating: 0, count: errors.count)
    for (index, error) in errors.enumerated() {
      // A component that is zero in every sample has no sign to be wrong about.
      let isMoved = (0..<bench.rows).contains { bench.perSample[$0, index] != 0 }
      let isOpen =
        isMoved && abs(bench.meanGradient[index]) <= Comparison.equalWithin * error
      // The mean of the samples' errors is known: none is more than N times as large. Exact zeros
      // are taken as such.
      let limit = Double(bench.rows) * error
      let open = (0..<bench.rows).count {
        let size = abs(bench.perSample[$0, index])
        return size > 0 && size <= limit
      }
      bounds[index] = (isOpen ? 2 : 0) + 2 * Double(open) / Double(bench.rows)
    }
    both = bounds
    ofReferee = zip(
      bench.gradient.finiteDifference, bench.gradient.finiteDifferenceErrorBound
    ).map { abs($0) <= $1 ? 2 : 0 }
  }

  /// How many components may have another sign.
  var open: Double { Double(both.count { $0 >= 2 }) }

  /// The verdict of two vectors of signs or of what was made of them.
  ///
  /// Vectors that differ in the components whose signs are settled differ, whatever the others' signs
  /// are.
  /// - Parameter more: How far each component may be off besides.
  func compare(
    _ bench: CaseBench, _ left: [Double], _ right: [Double], more: [Double]? = nil, accident: String
  ) -> Comparison {
    func within(_ places: [Int]) -> Double {
      VectorNorm.euclidean(places.map { both[$0] })
        + VectorNorm.euclidean(places.map { more?[$0] ?? 0 })
        + bench.arithmetic(on: max(1, VectorNorm.euclidean(right)))
    }
    var whole = bench.compare(
      left, right, within: within(Array(both.indices)), accident: accident)
    if whole.reason == .zeroToRounding || whole.reason == .boundTooLarge {
      whole.settle(.undecided, why: "too many components are zero to rounding and have no sign")
    }
    let settled = both.indices.filter { both[$0] < 2 }
    guard whole.verdict != .different, !settled.isEmpty, settled.count < both.count else {
      return whole
    }
    let part = bench.compare(
      settled.map { left[$0] }, settled.map { right[$0] }, within: within(settled),
      accident: accident)
    // A single component has no direction, so there a factor is a difference.
    if part.verdict == .different {
      (whole.verdict, whole.reason) = (.different, nil)
      whole.expectedRounding = part.expectedRounding
    }
    return whole
  }
}
