import Formula

/// A loss as a function of the residual `r` alone.
struct OuterLoss {
  private let program: Program
  private let output: Int

  /// - Throws: ``Unavailable`` if the formula has other names than `r`.
  init(_ loss: Expression) throws(Unavailable) {
    var builder = ProgramBuilder()
    do {
      output = try builder.add(loss) { $0 == "r" ? .parameter(0) : nil }
    } catch {
      throw Unavailable(error.description)
    }
    program = builder.program
  }

  /// The value at a residual.
  func value(at residual: Double) -> Double { dual(Dual(residual)).value }

  /// The loss of a dual number.
  func dual(_ residual: Dual) -> Dual {
    var evaluator = DualEvaluator(program)
    evaluator.evaluate(row: 0, columns: [], at: [residual.value], by: 0)
    let result = evaluator[output]
    return Dual(result.value, slope: result.slope * residual.slope)
  }
}

extension Workload {
  /// The gradient of the mean prediction, by the column tape.
  func gradientOfMeanPrediction(at: [Double]) -> [Double] {
    var copy = self
    copy.loss = prediction
    var tape = ColumnTape(copy, at: at)
    return tape.gradientOfMean().gradient
  }
}
