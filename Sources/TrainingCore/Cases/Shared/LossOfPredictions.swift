import Formula

/// Every sample's loss as a function of its prediction alone, whatever model that comes from.
struct LossOfPredictions {
  private let work: Workload
  private let prediction: Int

  /// - Throws: ``Unavailable`` if the loss depends on the parameters in other ways.
  init(_ bench: CaseBench) throws(Unavailable) {
    guard !bench.problem.loss.contains(anyOf: Set(bench.names)) else {
      throw Unavailable("the loss depends on the parameters in other ways than by the prediction")
    }
    let names = NameBinding(bench.problem)
    let column = bench.work.columns.count
    var builder = ProgramBuilder(activeColumns: [column])
    do {
      prediction = try builder.add(.variable("f")) { _ in .column(column) }
      let step = prediction
      let loss = try builder.add(bench.problem.loss) { names.inLoss($0, prediction: step) }
      work = bench.work.replacing(program: builder.program, output: loss)
    } catch {
      throw Unavailable("\(error)")
    }
  }

  /// Each sample's loss at a prediction of its own, and its derivative by that prediction.
  func callAsFunction(_ predictions: [Double]) -> (losses: [Double], deltas: [Double]) {
    evaluate(work.columns, predictions)
  }

  /// One sample's loss at several predictions.
  func curve(row: Int, over predictions: [Double]) -> [Double] {
    let columns = work.columns.map { [Double](repeating: $0[row], count: predictions.count) }
    return evaluate(columns, predictions).losses
  }

  private func evaluate(
    _ columns: [[Double]], _ predictions: [Double]
  ) -> (losses: [Double], deltas: [Double]) {
    // The loss does not depend on the parameters, so any will do.
    var tape = ColumnTape(
      work.replacing(columns: columns + [predictions]),
      at: [Double](repeating: 0, count: work.parameters))
    let found = tape.slopes(by: prediction)
    return (found.values, found.slopes)
  }
}
