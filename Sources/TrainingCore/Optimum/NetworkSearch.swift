import Formula

/// Finds parameters with a small mean loss for a network.
///
/// All zeros are a saddle, so every start is a seeded initialisation. Of many rows a few hundred
/// choose between the starts.
struct NetworkSearch {
  private static let starts = 3
  private static let fewRows = 200
  private static let stepsOfStart = 12
  /// Floating-point operations of all steps on all rows: a second or two.
  private static let work = 2e10

  /// - Throws: ``EvaluationError`` if the memory does not suffice.
  static func find(
    _ problem: Problem, _ network: DenseNetwork, _ work: Workload, _ structure: ProblemStructure,
    at: [Double]
  ) throws(EvaluationError) -> Optimum {
    let curvature = try LossCurvature(problem, structure)
    // With fewer rows than parameters every start would end at a perfect fit.
    let few = work.thinned(to: max(fewRows, 2 * work.parameters))
    var best: NetworkDescent?
    for start in starts(problem, network, work, structure, at: at) {
      let run = try NetworkDescent(
        few, curvature, from: start, steps: min(stepsOfStart, steps(few)))
      guard let run else { continue }
      if best.map({ run.value < $0.value }) ?? true { best = run }
    }
    let origin = best?.parameters ?? network.initialParameters(seed: problem.seed)
    return try refine(problem, work, structure, from: origin)
  }

  /// Goes on from a point on all rows.
  static func refine(
    _ problem: Problem, _ work: Workload, _ structure: ProblemStructure, from origin: [Double]
  ) throws(EvaluationError) -> Optimum {
    let curvature = try LossCurvature(problem, structure)
    let method: Optimum.Method =
      structure.squaredFactor == nil ? .gaussNewton : .levenbergMarquardt
    guard let final = try NetworkDescent(work, curvature, from: origin, steps: steps(work)) else {
      return Optimum(
        parameters: origin, value: 0, method: method, relativeGradient: 1, iterations: 0,
        caveat: "no point was found where the mean loss is a number")
    }
    return Optimum(
      parameters: final.parameters, value: final.value, method: method, relativeGradient: 0,
      iterations: final.iterations, caveat: caveat(work))
  }

  private static func caveat(_ work: Workload) -> String {
    let many = "a network has many minima; this is the lowest that was found from \(starts) starts"
    return work.parameters >= work.rows
      ? many + ", and with no fewer parameters than rows it may fit the data by heart" : many
  }

  /// How many steps are within what a search may cost.
  private static func steps(_ work: Workload) -> Int {
    let width = Double(work.parameters)
    let cost = 2 * Double(work.rows) * width * width + width * width * width / 3
    return Int(max(15, min(200, Self.work / cost)))
  }

  /// The comparison point, and initialisations for inputs brought to one scale: those that would
  /// be drawn for standardised columns, put into the units of the data.
  private static func starts(
    _ problem: Problem, _ network: DenseNetwork, _ work: Workload, _ structure: ProblemStructure,
    at: [Double]
  ) -> [[Double]] {
    let seed = problem.seed
    let raw = at.count == work.parameters ? at : network.initialParameters(seed: seed)
    let scales = work.network?.inputs.map { Scale(work.columns[$0]) } ?? []
    // A loss of the residual has predictions in the target's own units.
    let target = Scale(work.columns[work.target])
    return [raw]
      + (0..<UInt64(starts - 1)).map { offset in
        network.scaled(
          network.initialParameters(seed: seed &+ offset), inputs: scales,
          output: structure.residualLoss == nil ? nil : target)
      }
  }

  /// Where a column lies and how wide it is.
  struct Scale {
    var mean: Double
    var spread: Double

    init(_ values: [Double]) {
      let mean = Summation.mean(values)
      let spread = Summation.mean(values.map { ($0 - mean) * ($0 - mean) }).squareRoot()
      self.mean = mean.isFinite ? mean : 0
      self.spread = spread.isFinite && spread > 0 ? spread : 1
    }
  }
}

extension DenseNetwork {
  /// The search from the beginning, or on from what is known; nil if the memory does not suffice.
  func search(
    _ problem: Problem, _ work: Workload, _ structure: ProblemStructure, at: [Double],
    near known: Optimum?
  ) -> Optimum? {
    if let known {
      // On the rows that the search had there is nothing to go on with.
      var tape = ColumnTape(work, at: known.parameters)
      guard tape.gradientOfMean().mean != known.value else { return known }
      return try? NetworkSearch.refine(problem, work, structure, from: known.parameters)
    }
    return try? NetworkSearch.find(problem, self, work, structure, at: at)
  }

  /// Parameters for standardised inputs and a standardised output in the units of the data.
  fileprivate func scaled(
    _ parameters: [Double], inputs: [NetworkSearch.Scale], output: NetworkSearch.Scale?
  ) -> [Double] {
    var changed = parameters
    guard let first = layers.first, let last = layers.last, inputs.count == first.inputs else {
      return parameters
    }
    for unit in 0..<first.outputs {
      for (index, scale) in inputs.enumerated() {
        let weight = first.weights + index * first.outputs + unit
        changed[weight] /= scale.spread
        changed[first.biases + unit] -= changed[weight] * scale.mean
      }
    }
    guard let output else { return changed }
    for index in last.weights..<last.biases + last.outputs { changed[index] *= output.spread }
    for index in 0..<last.outputs { changed[last.biases + index] += output.mean }
    return changed
  }
}
