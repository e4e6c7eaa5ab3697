/// The same terms, added up in single precision.
struct G01SummationOrder: Case {
  let id = "G01"
  let premise = "P7"
  let title = "Order of summation in single precision"
  let leftName = "gradient of the average loss in double precision"
  let rightName = "average of the samples’ gradients, added one by one in single precision"
  let statement = """
    Every addition rounds, and an error of the sum grows with the number of terms if they are added \
    one after the other. Added in pairs or with a compensation it hardly grows. What differs is \
    rounding, and no other gradient.
    """
  let formula =
    #"\left|\hat{s} - s\right| \le (N - 1)\, u \sum_i |g_i| \;\text{one by one}, \quad \lceil \log_2 N \rceil\, u \sum_i |g_i| \;\text{in pairs}"#
  let repair = "add up in pairs, or in double precision"
  let code = "grad = per_sample.double().sum(0) / n"
  let signature = "all weights are 1/N up to rounding"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(max(64, 200_000 / input.bench.parameters))
    let sums = (0..<bench.parameters).map { SingleSums(rounding: bench.perSample.column($0)) }
    let right = sums.map { Double($0.sum(.sequential) / Float(bench.rows)) }
    guard right.allSatisfy(\.isFinite) else {
      throw Unavailable("the gradients are beyond the largest number of single precision")
    }
    let exact = sums.map(\.exact)
    let errors = SingleSums.Method.allCases.map { method in
      (
        name: "distance of the sum from the exact one in ulps, \(method.rawValue)",
        values: zip(sums, exact).map { $0.ulps(method, exact: $1) }
      )
    }
    // Eight runs of the longest sums but one.
    let samples = NoisySamples(8 * 31_623, seed: 42)
    let table = samples.errors([10, 32, 100, 316, 1000, 3162, 10_000, 31_623, 100_000])
    let shown = [4, 8]
    return CaseResult.Measurement(
      comparison: Comparison(
        left: bench.meanGradient, right: right,
        expectedRounding: expected(bench, right)),
      closedFormGap: nil, referee: bench.gradient.finiteDifference,
      refereeBound: bench.gradient.finiteDifferenceErrorBound,
      numbers: errors + [("random samples", shown.map { table["N"][$0] })]
        + SingleSums.Method.allCases.map { method in
          (
            name: "their error in ulps, \(method.rawValue)",
            values: shown.map { table[method.rawValue][$0] }
          )
        },
      inputNote: (bench.note ?? "all rows") + ", and random samples that are a built-in example",
      tables: [table])
  }

  /// Every term is rounded to single precision and passes through at most N additions, whose errors
  /// have either sign, so that about the root of their number is to be expected (an estimate: the worst
  /// case is N); what double precision does comes on top.
  private func expected(_ bench: CaseBench, _ right: [Double]) -> Double {
    let largest = max(VectorNorm.euclidean(bench.meanGradient), VectorNorm.euclidean(right))
    guard largest > 0 else { return 1 }
    let unit = Double(Float.ulpOfOne) / 2
    let sizes = (0..<bench.parameters).map { index in
      Summation.mean(bench.perSample.column(index).map(abs))
    }
    // Gradients below the normal numbers lose digits.
    let lost = Double(Float.leastNonzeroMagnitude) * Double(bench.parameters).squareRoot()
    let single =
      ((Double(bench.rows).squareRoot() + 2) * unit * VectorNorm.euclidean(sizes) + lost) / largest
    return single + bench.rounding.relative(to: bench.meanGradient, right)
  }
}
