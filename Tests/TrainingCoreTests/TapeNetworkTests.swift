import Testing

@testable import TrainingCore

/// A small network by the tape against central differences, and the three ways in which a leaf
/// accumulates against each other.
struct TapeNetworkTests {
  private let network = DenseNetwork(sizes: [3, 4, 2], activation: .tanh)

  private struct Setting {
    var tape = Tape()
    var x, y, loss: Tape.Node

    init(_ network: DenseNetwork) throws {
      x = tape.input(columns: network.inputs)
      y = tape.input(columns: network.outputs)
      let output = try network.record(on: &tape, x)
      loss = tape.sumOverColumns(tape.apply(.square, to: try tape.subtract(output, y)))
    }

    /// An evaluator with made-up data.
    func evaluator(samples: Int, at parameters: [Double]) throws -> TapeEvaluator<Double> {
      let evaluator = try TapeEvaluator<Double>(tape, samples: samples, keepsSquares: true)
      var random = SplitMix64(seed: 7)
      for node in [x, y] {
        let count = samples * tape.shape(of: node).columns
        evaluator.setInput(node, (0..<count).map { _ in random.uniform() - 0.5 })
      }
      evaluator.setParameters(parameters)
      evaluator.forward()
      return evaluator
    }
  }

  @Test func `the gradient agrees with central differences`() throws {
    let network = try #require(network)
    let setting = try Setting(network)
    let start = network.initialParameters(seed: 1)
    let evaluator = try setting.evaluator(samples: 5, at: start)
    evaluator.backward(from: setting.loss, seed: .every(1 / 5))
    let gradient = evaluator.gradient
    for index in start.indices {
      func mean(_ shift: Double) throws -> Double {
        var moved = start
        moved[index] += shift
        return Summation.mean(
          try setting.evaluator(samples: 5, at: moved).values(of: setting.loss))
      }
      let difference = (try mean(1e-5) - mean(-1e-5)) / 2e-5
      #expect(abs(gradient[index] - difference) < 1e-8)
    }
  }

  @Test func `per-sample gradients, norms and moments belong together`() throws {
    let network = try #require(network)
    let setting = try Setting(network)
    let rows = 5
    let evaluator = try setting.evaluator(
      samples: rows, at: network.initialParameters(seed: 1))
    let matrix = try SampleMatrix<Double>(rows: rows, columns: network.parameterCount)
    try evaluator.perSampleGradients(from: setting.loss, into: matrix)
    let norms = try evaluator.squaredGradientNorms(from: setting.loss)
    try evaluator.accumulateMoments(from: setting.loss)
    let (sums, squares) = (evaluator.gradient, evaluator.squares)
    for row in 0..<rows {
      let values = (0..<network.parameterCount).map { matrix[row, $0] }
      #expect(abs(norms[row] - values.reduce(0) { $0 + $1 * $1 }) < 1e-13)
    }
    for index in 0..<network.parameterCount {
      let column = (0..<rows).map { matrix[$0, index] }
      #expect(abs(sums[index] - column.reduce(0, +)) < 1e-14)
      #expect(abs(squares[index] - column.reduce(0) { $0 + $1 * $1 }) < 1e-14)
    }
  }
}
