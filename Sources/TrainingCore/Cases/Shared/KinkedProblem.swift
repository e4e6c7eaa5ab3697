import Formula

/// A problem with samples on a kink, where rules of differentiation pick a slope: the reader's own,
/// or a built-in one.
struct KinkedProblem {
  let work: Workload
  let names: [String]
  let at: [Double]
  /// The gradient of the mean loss by reverse mode, with the slope that the rules pick.
  let ruled: [Double]
  let perSample: PerSampleGradients
  let rounding: RoundingEstimate
  /// Samples on a kink.
  let kinked: [Int]

  /// Beyond so many evaluations of a sample the kinks would take more than a moment.
  private static let most = 40_000

  /// The reader's problem; nil if no sample sits on a kink.
  /// - Throws: ``Unavailable`` if too many do.
  init?(_ bench: CaseBench) throws(Unavailable) {
    guard bench.work.program.hasKinks, let kinks = KinkEvidence(bench.work, at: bench.at) else {
      return nil
    }
    guard kinks.samples.count * bench.parameters <= Self.most else {
      throw Unavailable("too many samples’ losses have a kink here to follow each of them")
    }
    work = bench.work
    names = bench.names
    at = bench.at
    ruled = bench.meanGradient
    perSample = bench.perSample
    rounding = bench.rounding
    kinked = kinks.samples
  }

  /// A built-in problem of one input x and one target y.
  /// - Throws: ``Unavailable`` if it cannot be evaluated.
  init(
    x: [Double], y: [Double], model: String, loss: String, parameters: [String], at: [Double]
  ) throws(Unavailable) {
    do {
      let problem = Problem(
        data: Dataset(
          name: "built-in", sha256: "",
          columns: [
            Dataset.Column(name: "x", values: x), Dataset.Column(name: "y", values: y),
          ]),
        inputs: ["x"], target: "y", model: try Expression(parsing: model), modelText: model,
        loss: try Expression(parsing: loss), lossText: loss, parameters: parameters, at: at,
        atReason: "as given", seed: 0)
      let made = try Workload(problem)
      work = made
      ruled = try AveragedTape.gradientOfMean(made, at: at).gradient
      perSample = SampleTape.run(made, at: at).gradients
      rounding = RoundingEstimate(made, at: at)
      kinked = KinkEvidence(made, at: at)?.samples ?? []
    } catch {
      throw Unavailable("\(error)")
    }
    names = parameters
    self.at = at
  }

  /// The mean of the samples' slopes on one side: 1 for growing parameters, -1 for shrinking ones.
  func sided(_ side: Double) -> [Double] {
    var derivative = SidedDerivative(work.program)
    return at.indices.map { index in
      var slopes = perSample.column(index)
      for row in kinked {
        slopes[row] = derivative(work, row: row, at: at, by: index, side: side)
      }
      return Summation.mean(slopes)
    }
  }

  /// The same by a difference of the mean loss, without any derivative.
  func difference(_ side: Double, scales: [Double]) -> [Double] {
    var mean = MeanLoss(work, at: at)
    let here = mean(at)
    return at.indices.map { index in
      var point = at
      let step = max(scales[index], abs(at[index])) * 0x1p-20
      point[index] += side * Double(sign: .plus, exponent: Int(step.exponent), significand: 1)
      return (mean(point) - here) / (point[index] - at[index])
    }
  }

  /// Numbers without those that JSON has no place for.
  static func finite(_ values: [Double]) throws(Unavailable) -> [Double] {
    guard values.allSatisfy(\.isFinite) else {
      throw Unavailable("a slope at a kink is not a finite number")
    }
    return values
  }
}
