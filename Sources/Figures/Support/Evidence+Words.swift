import Formula
import TrainingCore
import Typesetting

extension Evidence {
  /// What the wrong average takes the mean of before it multiplies: errors, if the samples' deltas are
  /// a multiple of them.
  var multipliedAfterwards: String { problem.hasSquaredError ? "errors" : "deltas" }

  /// What every sample's delta is in units of its error, if it is the same for all: -2 under squared
  /// error; nil where the loss is another function.
  var deltaPerError: Double? {
    let pairs = zip(samples.deltas, samples.residuals)
    guard let largest = pairs.max(by: { abs($0.1) < abs($1.1) }), largest.1 != 0 else { return nil }
    let factor = largest.0 / largest.1
    let isSame = pairs.allSatisfy { abs($0 - factor * $1) <= 1e-9 * abs(largest.0) }
    return factor.isFinite && isSame ? factor : nil
  }

  /// The two parameters of which gradients are drawn: the first two; of a network those by which the
  /// average loss changes most, in their order, as the first may lead to units that do nothing.
  var shownPlane: (Int, Int) {
    let sizes = gradient.gradientOfAverage.map(\.magnitude)
    guard problem.network != nil, sizes.count >= 2 else { return (0, 1) }
    let order = sizes.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    return (min(order[0], order[1]), max(order[0], order[1]))
  }

  /// The input that a parameter's activations are, if they are one: the input of a line's slope.
  func input(thatIs activations: [Double]) -> String? {
    problem.inputs.first { problem.data[$0] == activations }
  }
}

extension Problem {
  /// The model as people write it, "m x + b".
  var modelWords: String {
    guard network == nil else { return modelText }
    let text = model.plain
    // A column's name in quotes may have a star of its own.
    return text.contains("`") ? text : text.split(separator: "*").joined(separator: " ")
  }
}
