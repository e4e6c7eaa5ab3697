import Formula

/// A built-in problem with classes: a linear softmax with the cross-entropy of each row, for what no
/// formula of a reader's has, such as tokens, class weights and labels that do not count.
struct SoftmaxExample: Sendable {
  /// One row for each sample.
  let inputs: [[Double]]
  /// The right class of each row; nil if the row does not count.
  let labels: [Int?]
  let classes: Int
  /// The logits' weights: for each input, one for each class.
  let at: [Double]

  var rows: Int { inputs.count }
  private var features: Int { inputs.first?.count ?? 0 }

  /// Names of the weights: w with the numbers of the input and of the class.
  var components: [String] {
    (0..<features).flatMap { input in
      (0..<classes).map { "w\(input + 1)_\($0 + 1)" }
    }
  }

  /// Rows that are their own inputs, so that the weights are the rows' logits.
  static func ofLogits(_ logits: [[Double]], labels: [Int?]) -> SoftmaxExample {
    let inputs = logits.indices.map { row in logits.indices.map { $0 == row ? 1.0 : 0 } }
    return SoftmaxExample(
      inputs: inputs, labels: labels, classes: logits.first?.count ?? 0,
      at: logits.flatMap { $0 })
  }

  // MARK: The left side

  /// The gradient of the weighted sum of the losses: reverse mode on matrices. A row that does not
  /// count needs a weight of 0.
  /// - Throws: ``Unavailable`` if the memory does not suffice.
  func reverse(weights: [Double]) throws(Unavailable) -> [Double] {
    do {
      var tape = Tape()
      let x = tape.input(columns: features)
      let label = tape.input(columns: 1)
      let w = try tape.parameter(rows: features, columns: classes)
      let logits = try tape.matmul(x, w)
      let loss = try tape.crossEntropy(logits, labels: label)
      let evaluator = try TapeEvaluator<Double>(tape, samples: rows)
      evaluator.setParameters(at)
      evaluator.setInput(x, inputs.flatMap { $0 })
      evaluator.setInput(label, labels.map { Double($0 ?? 0) })
      evaluator.forward()
      evaluator.backward(from: loss, seed: .rows(weights))
      return evaluator.gradient
    } catch {
      throw Unavailable("\(error)")
    }
  }

  // MARK: The right side

  /// One row's own gradient, written out: the input times the probabilities minus the right class.
  func gradient(row: Int) -> [Double] {
    guard let label = labels[row] else { return at.map { _ in 0 } }
    let logits = logits(row, at)
    let highest = logits.max() ?? 0
    let powers = logits.map { Elementary.exp($0 - highest) }
    let total = powers.reduce(0, +)
    let deltas = powers.indices.map { powers[$0] / total - ($0 == label ? 1 : 0) }
    return inputs[row].flatMap { input in deltas.map { input * $0 } }
  }

  /// The sum of the rows' own gradients with these weights.
  func sum(weights: [Double]) -> [Double] {
    var result = at.map { _ in 0.0 }
    for row in 0..<rows where weights[row] != 0 {
      for (index, value) in gradient(row: row).enumerated() {
        result[index] += weights[row] * value
      }
    }
    return result
  }

  // MARK: The referee

  /// The weighted sum of the losses by central differences.
  func referee(weights: [Double]) -> FiniteDifference {
    let size = zip(weights, 0..<rows).reduce(0.0) { $0 + abs($1.0 * loss($1.1, at)) }
    return FiniteDifference(
      at: at, scales: at.map { max(1, abs($0)) },
      rounding: operations * RoundingEstimate.unit * max(size, 1)
    ) { point in
      Summation.pairwise((0..<rows).map { weights[$0] == 0 ? 0 : weights[$0] * loss($0, point) })
    }
  }

  /// A row's cross-entropy.
  func loss(_ row: Int, _ point: [Double]) -> Double {
    guard let label = labels[row] else { return 0 }
    let logits = logits(row, point)
    let highest = logits.max() ?? 0
    let total = logits.reduce(0) { $0 + Elementary.exp($1 - highest) }
    return highest + Elementary.log(total) - logits[label]
  }

  private func logits(_ row: Int, _ point: [Double]) -> [Double] {
    (0..<classes).map { index in
      inputs[row].indices.reduce(0) { $0 + inputs[row][$1] * point[$1 * classes + index] }
    }
  }

  // MARK: Rounding

  /// How many roundings a term passes through: in the logits, the softmax and the sum over the rows,
  /// those of a logit carried on by the exponential.
  private var operations: Double {
    let largest = (0..<rows).reduce(0.0) { max($0, logits($1, at).map(abs).max() ?? 0) }
    return Double(rows + 2 * classes + 16) + Double(features + 2) * largest
  }

  /// The relative difference to be expected between two sums with at most these weights.
  func rounding(of left: [Double], _ right: [Double], weights: [Double]) -> Double {
    // A row's deltas are at most 1 each way.
    let size = zip(weights, inputs).reduce(0.0) { sum, row in
      sum + 2 * abs(row.0) * VectorNorm.euclidean(row.1)
    }
    let largest = max(VectorNorm.euclidean(left), VectorNorm.euclidean(right))
    guard largest > 0 else { return 1 }
    return 2 * operations * RoundingEstimate.unit * size / largest
  }

  // MARK: Both sides

  /// Both sides of a case that differ in the rows' weights alone.
  func measure(
    left: [Double], right: [Double], accident: String, numbers: [(name: String, values: [Double])],
    note: String, tables: [CaseTable] = []
  ) throws(Unavailable) -> CaseResult.Measurement {
    let sides = (try reverse(weights: left), sum(weights: right))
    var comparison = Comparison(
      left: sides.0, right: sides.1,
      expectedRounding: rounding(
        of: sides.0, sides.1, weights: zip(left, right).map { max(abs($0), abs($1)) }))
    comparison.demoteEqual(why: accident)
    let referee = referee(weights: left)
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: covarianceGap(left, right),
      referee: referee.gradient, refereeBound: referee.errorBound,
      numbers: [
        ("relative difference", [comparison.relativeDifference]), ("cosine", [comparison.cosine]),
      ] + numbers, inputNote: note, components: components, tables: tables)
  }

  /// The gap of two averages of the rows whose weights add up to one: N times the covariance of the
  /// weights' difference with the rows' own gradients.
  private func covarianceGap(_ left: [Double], _ right: [Double]) -> [Double] {
    let difference = zip(left, right).map { $1 - $0 }
    let mean = Summation.mean(difference)
    let gradients = (0..<rows).map(gradient)
    return at.indices.map { index in
      let column = gradients.map { $0[index] }
      let average = Summation.mean(column)
      return Summation.pairwise(
        zip(difference, column).map { ($0 - mean) * ($1 - average) })
    }
  }
}
