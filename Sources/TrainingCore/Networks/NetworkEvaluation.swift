import Formula

/// A network's predictions, losses and derivatives on the matrix tape, in blocks of rows: nothing
/// of it is shared with the formulas that the other routes go through but the loss itself.
///
/// Evaluators belong to one thread, so a copy of this value must not leave it.
struct NetworkEvaluation {
  private let work: Workload
  private let binding: NetworkBinding
  private let evaluator: TapeEvaluator<Double>
  private let x: Tape.Node
  private let output: Tape.Node
  /// Row by row.
  private let inputs: [Double]
  /// Values of all layers of so many rows stay in the cache.
  static let blockRows = 64

  /// nil if the work is no network's.
  /// - Throws: ``EvaluationError`` if the memory does not suffice.
  init?(_ work: Workload, at: [Double]) throws(EvaluationError) {
    guard let binding = work.network, work.rows > 0, at.count == work.parameters else { return nil }
    self.work = work
    self.binding = binding
    do {
      var tape = Tape()
      x = tape.input(columns: binding.network.inputs)
      output = try binding.network.record(on: &tape, x)
      evaluator = try TapeEvaluator<Double>(tape, samples: min(Self.blockRows, work.rows))
    } catch {
      throw EvaluationError("\(error)")
    }
    let columns = binding.inputs.map { work.columns[$0] }
    var inputs: [Double] = []
    inputs.reserveCapacity(work.rows * columns.count)
    for row in 0..<work.rows { for column in columns { inputs.append(column[row]) } }
    self.inputs = inputs
    evaluator.setParameters(at)
  }

  /// Goes to another point.
  func move(to point: [Double]) { evaluator.setParameters(point) }

  /// Runs forward over one block of rows after another.
  private func forEachBlock(_ body: (_ rows: Range<Int>) throws(TapeError) -> Void)
    throws(TapeError)
  {
    let width = binding.network.inputs
    for start in stride(from: 0, to: work.rows, by: Self.blockRows) {
      let rows = start..<min(start + Self.blockRows, work.rows)
      evaluator.setSamples(rows.count)
      evaluator.setInput(
        x, inputs.span.extracting(rows.lowerBound * width..<rows.upperBound * width))
      evaluator.forward()
      try body(rows)
    }
  }

  /// The network's output: N values.
  func predictions() -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(work.rows)
    // The body throws nothing.
    try? forEachBlock { _ in result.append(contentsOf: evaluator.values(of: output)) }
    return result
  }

  /// The loss over the columns target and prediction.
  private func lossTape(_ target: [Double], _ predictions: [Double]) -> ColumnTape {
    let loss = work.replacing(program: binding.lossProgram, output: binding.loss)
      .replacing(columns: [target, predictions])
    return ColumnTape(loss, at: [])
  }

  /// Each sample's loss and its derivative by the prediction, at given predictions.
  private func slopes(
    _ target: [Double], _ predictions: [Double]
  ) -> (values: [Double], slopes: [Double]) {
    guard work.loss != work.prediction else {
      return (predictions, predictions.map { _ in 1 })
    }
    var tape = lossTape(target, predictions)
    guard let input = binding.prediction else {
      return (tape.all(of: binding.loss), predictions.map { _ in 0 })
    }
    return tape.slopes(by: input)
  }

  /// Each sample's loss and its derivative by the prediction.
  func lossesAndDeltas() -> (losses: [Double], deltas: [Double], predictions: [Double]) {
    let predictions = predictions()
    let (losses, deltas) = slopes(work.columns[work.target], predictions)
    return (losses, deltas, predictions)
  }

  /// Each sample's loss.
  func losses() -> [Double] {
    let predictions = predictions()
    guard work.loss != work.prediction else { return predictions }
    var tape = lossTape(work.columns[work.target], predictions)
    return tape.all(of: binding.loss)
  }

  /// The mean loss alone.
  func mean() -> Double { Summation.mean(losses()) }

  /// The mean loss and its gradient of P components: adjoints are seeded with the derivatives of
  /// the averaged scalar by the predictions.
  func gradientOfMean() -> (mean: Double, gradient: [Double]) {
    let target = work.columns[work.target]
    var losses: [Double] = []
    let gradient = sumOfAdjoints { rows, predictions in
      let (values, slopes) = slopes(Array(target[rows]), predictions)
      losses.append(contentsOf: values)
      return slopes.map { $0 / Double(work.rows) }
    }
    return (Summation.mean(losses), gradient)
  }

  /// The gradient of a weighted sum of the losses.
  func gradient(lossWeights: [Double]) -> [Double] {
    let target = work.columns[work.target]
    return sumOfAdjoints { rows, predictions in
      let slopes = slopes(Array(target[rows]), predictions).slopes
      return zip(slopes, lossWeights[rows]).map { $0 * $1 }
    }
  }

  /// The gradient of a weighted sum of the predictions.
  func gradient(weights: [Double]) -> [Double] {
    sumOfAdjoints { rows, _ in Array(weights[rows]) }
  }

  private func sumOfAdjoints(
    _ seed: (_ rows: Range<Int>, _ predictions: [Double]) -> [Double]
  ) -> [Double] {
    var blocks: [[Double]] = []
    try? forEachBlock { rows in
      evaluator.resetGradient()
      evaluator.backward(
        from: output, seed: .rows(seed(rows, evaluator.values(of: output))))
      blocks.append(evaluator.gradient)
    }
    return (0..<work.parameters).map { index in
      Summation.pairwise(blocks.map { $0[index] })
    }
  }

  /// Every prediction's derivatives by the parameters: N rows of P.
  /// - Throws: ``EvaluationError`` if they do not fit into memory.
  func jacobian() throws(EvaluationError) -> [Double] {
    do {
      let matrix = try SampleMatrix<Double>(rows: work.rows, columns: work.parameters)
      try forEachBlock { rows throws(TapeError) in
        try evaluator.perSampleGradients(from: output, into: matrix, row: rows.lowerBound)
      }
      var values: [Double] = []
      values.reserveCapacity(work.rows * work.parameters)
      for row in 0..<work.rows {
        matrix.withRow(row) { span in for i in span.indices { values.append(span[i]) } }
      }
      return values
    } catch {
      throw EvaluationError("\(error)")
    }
  }
}

/// Route 1: reverse mode on the averaged scalar, over matrices for a network and else over columns.
enum AveragedTape {
  /// The mean loss and its gradient of P components.
  /// - Throws: ``EvaluationError`` if the memory does not suffice.
  static func gradientOfMean(
    _ work: Workload, at: [Double]
  ) throws(EvaluationError) -> (mean: Double, gradient: [Double]) {
    if let network = try NetworkEvaluation(work, at: at) { return network.gradientOfMean() }
    var columns = ColumnTape(work, at: at)
    return columns.gradientOfMean()
  }

  /// The gradient of the weighted sum of the losses.
  /// - Throws: ``EvaluationError`` if the memory does not suffice.
  static func gradient(
    _ work: Workload, at: [Double], lossWeights: [Double]
  ) throws(EvaluationError) -> [Double] {
    if let network = try NetworkEvaluation(work, at: at) {
      return network.gradient(lossWeights: lossWeights)
    }
    var columns = ColumnTape(work, at: at)
    return columns.gradient(of: work.loss, seeds: lossWeights)
  }

  /// The gradient of the weighted sum of the predictions.
  /// - Throws: ``EvaluationError`` if the memory does not suffice.
  static func gradient(
    _ work: Workload, at: [Double], predictionWeights: [Double]
  ) throws(EvaluationError) -> [Double] {
    if let network = try NetworkEvaluation(work, at: at) {
      return network.gradient(weights: predictionWeights)
    }
    var columns = ColumnTape(work, at: at)
    return columns.gradient(of: work.prediction, seeds: predictionWeights)
  }
}

/// The mean loss at one point after another: a network's on the matrix tape, any other's on columns.
struct MeanLoss {
  private let network: NetworkEvaluation?
  private var columns: ColumnTape?
  private let output, prediction: Int

  init(_ work: Workload, at: [Double]) {
    network = (try? NetworkEvaluation(work, at: at)) ?? nil
    columns = network == nil ? ColumnTape(work, at: at) : nil
    output = work.loss
    prediction = work.prediction
  }

  /// The mean loss at a point.
  mutating func callAsFunction(_ point: [Double]) -> Double {
    network?.move(to: point)
    columns?.move(to: point)
    return network?.mean() ?? columns?.mean() ?? .nan
  }

  /// Each sample's loss at a point.
  mutating func samples(_ point: [Double]) -> [Double] {
    network?.move(to: point)
    columns?.move(to: point)
    return network?.losses() ?? columns?.all(of: output) ?? []
  }

  /// Each sample's prediction and loss at a point.
  mutating func predictionsAndLosses(_ point: [Double]) -> (
    predictions: [Double], losses: [Double]
  ) {
    if let network {
      network.move(to: point)
      let found = network.lossesAndDeltas()
      return (found.predictions, found.losses)
    }
    columns?.move(to: point)
    let found = columns?.all(of: [prediction, output]) ?? [[], []]
    return (found[0], found[1])
  }
}
