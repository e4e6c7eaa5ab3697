/// Both sides in single precision: a batch in one go, against one sample after the other.
struct ModelCheckFloat {
  var comparison: Comparison
  /// In units in the last place of single precision.
  var ulps: [Double]

  /// How many times coarser single precision is than double precision.
  static let coarseness = 0x1p29
  /// The most rows that ``TapeBatch`` evaluates at once.
  private static let largestBlock = 256

  /// - Parameters:
  ///   - problem: a network, or a model affine in its inputs with the squared error.
  ///   - rounding: of the same computation in double precision.
  ///   - hasMatrices: whether that already counts the sums inside a product of matrices.
  /// - Throws: ``EvaluationError`` if the memory does not suffice.
  init(
    _ problem: Problem, _ rounding: RoundingEstimate, hasMatrices: Bool
  ) throws(EvaluationError) {
    let network = try Self.network(problem)
    let rows = problem.data.rows
    let at = Self.order(of: problem, in: network).map { Float(problem.at[$0]) }
    let left: [Float]
    let right: [Float]
    do {
      let inputs = (0..<rows).flatMap { row in
        problem.inputs.map { Float(problem.data[$0]?[row] ?? 0) }
      }
      let targets = (problem.data[problem.target] ?? []).map { Float($0) }
      let made = try NetworkProblem<Float>(
        network, .meanSquaredOverSamples, inputs: inputs, targets: targets)
      left = try made.batch().gradientOfMean(at: at).gradient
      right = try Self.oneByOne(made, at: at)
    } catch {
      throw EvaluationError("\(error)")
    }
    ulps = zip(left, right).map { Self.ulps($0, $1) }
    let bound = Self.widened(rounding, rows: rows, hasMatrices: hasMatrices)
    let (first, second) = (left.map { Double($0) }, right.map { Double($0) })
    comparison = Comparison(
      left: first, right: second, expectedRounding: bound.relative(to: first, second))
  }

  private static func network(_ problem: Problem) throws(EvaluationError) -> DenseNetwork {
    if let network = problem.network { return network }
    let sizes = [problem.inputs.count, 1]
    guard let line = DenseNetwork(sizes: sizes, activation: .identity) else {
      throw EvaluationError("there are no inputs")
    }
    return line
  }

  /// A line's formula begins with its intercept, which a layer has at its end.
  private static func order(of problem: Problem, in network: DenseNetwork) -> [Int] {
    guard problem.network == nil else { return Array(problem.at.indices) }
    return Array(1..<problem.at.count) + [0]
  }

  /// The mean of the samples' gradients, each computed by itself and all added up pairwise, in
  /// single precision throughout.
  private static func oneByOne(
    _ problem: NetworkProblem<Float>, at: [Float]
  ) throws -> [Float] {
    let rows = problem.samples
    let evaluator = try TapeEvaluator<Float>(problem.tape, samples: rows)
    evaluator.setParameters(at)
    evaluator.setInput(problem.inputNode, problem.inputs)
    evaluator.setInput(problem.targetNode, problem.targets)
    evaluator.forward()
    let matrix = try SampleMatrix<Float>(rows: rows, columns: at.count)
    try evaluator.perSampleGradientsOneByOne(from: problem.lossNode, into: matrix)
    return at.indices.map { column in
      pairwise((0..<rows).map { matrix[$0, column] }, in: 0..<rows) / Float(rows)
    }
  }

  private static func pairwise(_ values: [Float], in range: Range<Int>) -> Float {
    guard range.count > 8 else { return values[range].reduce(0, +) }
    let middle = range.lowerBound + range.count / 2
    return pairwise(values, in: range.lowerBound..<middle)
      + pairwise(values, in: middle..<range.upperBound)
  }

  /// The bound of double precision, first order in the unit roundoff, for a coarser one.
  ///
  /// A product of matrices adds up a block's rows one after the other, a term passing through as many
  /// additions as the block has rows: those of ``TapeBatch`` less those that are counted already.
  private static func widened(
    _ rounding: RoundingEstimate, rows: Int, hasMatrices: Bool
  ) -> RoundingEstimate {
    let counted = hasMatrices ? min(NetworkEvaluation.blockRows, rows) : 0
    let more = Double(min(largestBlock, rows) - counted) * RoundingEstimate.unit
    var wide = rounding
    wide.gradient = zip(rounding.gradient, rounding.sizes).map {
      coarseness * ($0 + more * $1)
    }
    return wide
  }

  private static func ulps(_ left: Float, _ right: Float) -> Double {
    if left == right { return 0 }
    let larger = max(abs(left), abs(right))
    guard larger.isFinite else { return .greatestFiniteMagnitude }
    return (Double(abs(left - right)) / Double(larger.ulp)).rounded()
  }
}
