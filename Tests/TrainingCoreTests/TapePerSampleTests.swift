import Testing

@testable import TrainingCore

/// Per-sample gradients, norms and moments for every way in which parameters are used, against
/// every sample evaluated alone by an evaluator of its own.
struct TapePerSampleTests {
  /// Each sample's gradient by forward and reverse passes over a block of that sample alone.
  private func alone(_ probe: TapeProbe, _ loss: Tape.Node) throws -> [[Double]] {
    let evaluator = try TapeEvaluator<Double>(probe.tape, samples: 1)
    evaluator.setParameters(probe.parameters)
    return (0..<probe.samples).map { sample in
      for (node, values) in probe.data {
        let (rows, columns) = probe.tape.shape(of: node)
        let own = rows == .samples ? sample * columns..<(sample + 1) * columns : values.indices
        evaluator.setInput(node, Array(values[own]))
      }
      evaluator.resetGradient()
      evaluator.forward()
      evaluator.backward(from: loss, seed: .ones)
      return evaluator.gradient
    }
  }

  private func rows<Scalar: TapeScalar>(_ matrix: SampleMatrix<Scalar>) -> [[Double]] {
    (0..<matrix.rows).map { row in (0..<matrix.columns).map { Double(matrix[row, $0]) } }
  }

  private func perSample<Scalar: TapeScalar>(
    _ evaluator: TapeEvaluator<Scalar>, _ loss: Tape.Node, oneByOne: Bool = false
  ) throws -> [[Double]] {
    // Two rows and a column more than needed, to be left alone.
    let matrix = try SampleMatrix<Scalar>(
      rows: evaluator.samples + 2, columns: evaluator.tape.parameterCount)
    if oneByOne {
      try evaluator.perSampleGradientsOneByOne(from: loss, into: matrix, row: 1)
    } else {
      try evaluator.perSampleGradients(from: loss, into: matrix, row: 1)
    }
    return Array(rows(matrix).dropFirst().dropLast())
  }

  private func check(_ probe: TapeProbe, _ loss: Tape.Node) throws {
    let expected = try alone(probe, loss)
    let size = 1 + largest(expected.flatMap { $0 })
    for portable in [false, true] {
      let evaluator = try probe.evaluator(Double.self, portable: portable, keepsSquares: true)
      let fast = try perSample(evaluator, loss)
      let slow = try perSample(evaluator, loss, oneByOne: true)
      let norms = try evaluator.squaredGradientNorms(from: loss)
      try evaluator.accumulateMoments(from: loss)
      for row in expected.indices {
        #expect(largestGap(fast[row], expected[row]) <= 1e-14 * size)
        #expect(largestGap(slow[row], expected[row]) <= 1e-14 * size)
        let norm = dot(expected[row], expected[row])
        #expect(abs(norms[row] - norm) <= 1e-14 * (1 + norm))
      }
      for index in probe.parameters.indices {
        let column = expected.map { $0[index] }
        #expect(abs(evaluator.gradient[index] - column.reduce(0, +)) <= 1e-13 * size)
        #expect(abs(evaluator.squares[index] - dot(column, column)) <= 1e-13 * size * size)
      }
      let single = try perSample(probe.evaluator(Float.self, portable: portable), loss)
      #expect(largestGap(single.flatMap { $0 }, expected.flatMap { $0 }) <= 64 * 0x1p-24 * size)
    }
  }

  @Test func `weights that are used twice, once of them transposed`() throws {
    var probe = TapeProbe(samples: 7)
    let x = probe.input(columns: 5)
    let weights = try probe.parameter(5, 3)
    let code = probe.tape.apply(.tanh, to: try probe.tape.matmul(x, weights))
    let again = try probe.tape.matmul(code, weights, transposed: true)
    let error = probe.tape.apply(.square, to: try probe.tape.subtract(again, x))
    let loss = probe.tape.sumOverColumns(error)
    try check(probe, loss)
  }

  @Test func `a recurrent layer: weights and biases used three times`() throws {
    var probe = TapeProbe(samples: 6)
    let weights = try probe.parameter(4, 4)
    let bias = try probe.parameter(1, 4)
    var state = probe.input(columns: 4)
    for _ in 0..<3 {
      state = probe.tape.apply(.tanh, to: try probe.tape.affine(state, weights, bias))
    }
    let loss = probe.tape.meanOverColumns(state)
    try check(probe, loss)
  }

  @Test(arguments: Tape.BinaryOperation.allCases)
  func `parameters beside samples: a row, a scalar, on either side`(
    operation: Tape.BinaryOperation
  ) throws {
    for columns in [1, 3, 8, 9] {
      var probe = TapeProbe(samples: 5, seed: UInt64(columns))
      var values = probe.input(columns: columns, in: 1...2)
      for width in [columns, 1] {
        values = try probe.tape.combine(
          operation, values, probe.parameter(1, width, in: 0.5...1.5))
        values = probe.tape.apply(.softplus, to: values)
        values = try probe.tape.combine(
          operation, probe.parameter(1, width, in: 0.5...1.5), values)
        values = probe.tape.apply(.softplus, to: values)
      }
      let row = try probe.parameter(1, columns)
      let column = probe.tape.meanOverColumns(values)
      let outer = try probe.tape.combine(.multiply, column, row)
      values = try probe.tape.add(values, outer)
      values = try probe.tape.add(probe.tape.multiply(values, row), row)
      let loss = probe.tape.sumOverColumns(values)
      try check(probe, loss)
    }
  }

  @Test func `gamma and beta of layer norm, and batch norm's with fixed statistics`() throws {
    var probe = TapeProbe(samples: 5)
    let x = probe.input(columns: 6)
    let normed = try probe.tape.layerNorm(
      probe.tape.affine(x, probe.parameter(6, 9), probe.parameter(1, 9)),
      gamma: probe.parameter(1, 9), beta: probe.parameter(1, 9))
    let mean = probe.input(columns: 9, rows: .fixed(1))
    let variance = probe.input(columns: 9, rows: .fixed(1), in: 0.5...2)
    let batch = try probe.tape.batchNorm(
      normed, gamma: probe.parameter(1, 9), beta: probe.parameter(1, 9),
      statistics: .fixed(mean: mean, variance: variance))
    let labels = probe.input([0, 8, 3, 3, 5], columns: 1)
    let loss = try probe.tape.crossEntropy(batch, labels: labels)
    try check(probe, loss)
  }

  @Test func `tiles: a shared parameter of more gradients than one tile holds`() throws {
    var probe = TapeProbe(samples: 9)
    let x = probe.input(columns: 40)
    let weights = try probe.parameter(40, 40)
    let once = probe.tape.apply(.tanh, to: try probe.tape.matmul(x, weights))
    let twice = try probe.tape.matmul(once, weights)
    let loss = probe.tape.meanOverColumns(twice)
    try check(probe, loss)
  }

  @Test func `tiles: a row beside samples, on either side, in several tiles`() throws {
    var probe = TapeProbe(samples: 9)
    let x = probe.input(columns: 600, in: 1...2)
    let left = try probe.tape.divide(probe.parameter(1, 600, in: 1...2), x)
    let right = try probe.tape.divide(left, probe.parameter(1, 600, in: 1...2))
    let both = try probe.tape.multiply(probe.parameter(1, 600), right)
    let loss = probe.tape.meanOverColumns(try probe.tape.multiply(both, probe.parameter(1, 600)))
    try check(probe, loss)
  }

  @Test func `parameters that a loss does not reach have gradient 0, after others too`() throws {
    var probe = TapeProbe(samples: 4)
    let x = probe.input(columns: 3)
    let trunk = probe.tape.apply(.tanh, to: try probe.tape.matmul(x, probe.parameter(3, 3)))
    let first = try probe.tape.matmul(trunk, probe.parameter(3, 1))
    let bias = try probe.parameter(1, 1)
    let second = try probe.tape.add(probe.tape.matmul(trunk, probe.parameter(3, 1)), bias)
    let both = try probe.tape.add(first, second)
    let evaluator = try probe.evaluator(Double.self, keepsSquares: true)
    // Leaves adjoints in both heads.
    _ = try perSample(evaluator, both)
    let expected = try alone(probe, first)
    let fast = try perSample(evaluator, first)
    #expect(largestGap(fast.flatMap { $0 }, expected.flatMap { $0 }) < 1e-15)
    for (norm, row) in zip(try evaluator.squaredGradientNorms(from: first), expected) {
      #expect(abs(norm - dot(row, row)) < 1e-15)
    }
    try evaluator.accumulateMoments(from: first)
    #expect(evaluator.gradient.suffix(4).allSatisfy { $0 == 0 })
    #expect(evaluator.squares.suffix(4).allSatisfy { $0 == 0 })
    try check(probe, first)
    try check(probe, both)
  }

  // MARK: Where there are none

  @Test func `a parameter changed before it meets the samples is left to one by one`() throws {
    var probe = TapeProbe(samples: 5)
    let x = probe.input(columns: 3)
    let weights = probe.tape.apply(.exp, to: try probe.parameter(3, 2))
    let scaled = try probe.tape.scale(probe.parameter(1, 2), by: 3)
    let loss = probe.tape.sumOverColumns(
      probe.tape.apply(.sigmoid, to: try probe.tape.affine(x, weights, scaled)))
    let evaluator = try probe.evaluator(Double.self, keepsSquares: true)
    #expect(throws: TapeError.self) { try perSample(evaluator, loss) }
    #expect(throws: TapeError.self) { try evaluator.squaredGradientNorms(from: loss) }
    #expect(throws: TapeError.self) { try evaluator.accumulateMoments(from: loss) }
    evaluator.backward(from: loss, seed: .ones)
    let (gradient, values) = (evaluator.gradient, evaluator.values(of: loss))
    let slow = try perSample(evaluator, loss, oneByOne: true)
    let expected = try alone(probe, loss)
    #expect(largestGap(slow.flatMap { $0 }, expected.flatMap { $0 }) < 1e-14)
    #expect(evaluator.gradient == gradient, "what was accumulated is left alone")
    #expect(evaluator.values(of: loss) == values && evaluator.samples == 5)
  }

  @Test func `a changed parameter beside the loss does not matter to it`() throws {
    var probe = TapeProbe(samples: 3)
    let x = probe.input(columns: 2)
    let weights = try probe.parameter(2, 1)
    let decay = probe.tape.apply(.square, to: weights)
    let loss = probe.tape.apply(.square, to: try probe.tape.matmul(x, weights))
    _ = try probe.tape.matmul(loss, probe.tape.sumOverRows(decay))
    _ = probe.tape.meanOverRows(loss)
    try check(probe, loss)
  }

  @Test func `batch statistics are refused, and one by one gives each row's own gradient`() throws {
    var probe = TapeProbe(samples: 5)
    let x = probe.input(columns: 3)
    let normed = try probe.tape.batchNorm(
      probe.tape.affine(x, probe.parameter(3, 2), probe.parameter(1, 2)),
      gamma: probe.parameter(1, 2), beta: probe.parameter(1, 2), statistics: .batch)
    let loss = probe.tape.sumOverColumns(probe.tape.apply(.gelu, to: normed))
    let evaluator = try probe.evaluator(Double.self, keepsSquares: true)
    #expect(throws: TapeError.self) { try perSample(evaluator, loss) }
    #expect(throws: TapeError.self) { try evaluator.squaredGradientNorms(from: loss) }
    #expect(throws: TapeError.self) { try evaluator.accumulateMoments(from: loss) }
    let slow = try perSample(evaluator, loss, oneByOne: true)
    // By forward mode in every parameter's direction: rows of the tangents.
    for index in probe.parameters.indices {
      var direction = [Double](repeating: 0, count: probe.parameters.count)
      direction[index] = 1
      let tangents = try probe.tangents(along: direction).tangents(of: loss)
      #expect(largestGap(slow.map { $0[index] }, tangents) < 1e-13)
    }
  }

  @Test func `inputs centred by their own mean keep gradients of their own`() throws {
    var probe = TapeProbe(samples: 6)
    let x = probe.input(columns: 3)
    let centred = try probe.tape.subtract(x, probe.tape.meanOverRows(x))
    let loss = probe.tape.apply(.square, to: try probe.tape.matmul(centred, probe.parameter(3, 1)))
    let evaluator = try probe.evaluator(Double.self)
    let fast = try perSample(evaluator, loss)
    let slow = try perSample(evaluator, loss, oneByOne: true)
    #expect(largestGap(fast.flatMap { $0 }, slow.flatMap { $0 }) < 1e-14)
  }

  @Test func `a mean of losses has no samples`() throws {
    var probe = TapeProbe(samples: 3)
    let x = probe.input(columns: 2)
    let loss = probe.tape.apply(.square, to: try probe.tape.matmul(x, probe.parameter(2, 1)))
    let mean = probe.tape.meanOverRows(loss)
    let evaluator = try probe.evaluator(Double.self)
    #expect(throws: TapeError.self) { try perSample(evaluator, mean) }
    #expect(throws: TapeError.self) { try perSample(evaluator, mean, oneByOne: true) }
  }
}
