import Testing

@testable import TrainingCore

/// Blocks of samples: gradients add up over them, and no block leaves traces in the next.
struct TapeBlockTests {
  private struct Setting {
    var probe: TapeProbe
    var loss: Tape.Node

    /// A tape that uses every kind of operation.
    init(samples: Int) throws {
      var probe = TapeProbe(samples: samples, seed: 21)
      let x = probe.input(columns: 5)
      let mask = probe.input((0..<samples * 7).map { Double($0 % 3 == 0 ? 0 : 1) }, columns: 7)
      let labels = probe.input((0..<samples).map { Double($0 % 4) }, columns: 1)
      var hidden = try probe.tape.affine(x, probe.parameter(5, 7), probe.parameter(1, 7))
      hidden = try probe.tape.layerNorm(
        hidden, gamma: probe.parameter(1, 7), beta: probe.parameter(1, 7))
      hidden = try probe.tape.dropout(
        probe.tape.apply(.gelu, to: hidden), mask: mask, keep: 0.625)
      let logits = try probe.tape.matmul(hidden, probe.parameter(4, 7), transposed: true)
      let shares = try probe.tape.divide(
        probe.tape.softmax(logits), probe.parameter(1, 1, in: 1...2))
      let penalty = probe.tape.sumOverColumns(probe.tape.apply(.square, to: shares))
      loss = try probe.tape.add(probe.tape.crossEntropy(logits, labels: labels), penalty)
      self.probe = probe
    }

    /// Fills an evaluator with the samples of a range.
    func fill(_ evaluator: TapeEvaluator<Double>, _ range: Range<Int>) {
      evaluator.setSamples(range.count)
      for (node, values) in probe.data {
        let columns = probe.tape.shape(of: node).columns
        evaluator.setInput(
          node, Array(values[range.lowerBound * columns..<range.upperBound * columns]))
      }
      evaluator.forward()
    }

    func evaluator(capacity: Int) throws -> TapeEvaluator<Double> {
      let evaluator = try TapeEvaluator<Double>(
        probe.tape, samples: capacity, keepsSquares: true)
      evaluator.setParameters(probe.parameters)
      return evaluator
    }
  }

  @Test func `gradients and moments of blocks add up to those of all samples`() throws {
    let setting = try Setting(samples: 11)
    let whole = try setting.evaluator(capacity: 11)
    setting.fill(whole, 0..<11)
    whole.backward(from: setting.loss, seed: .every(1 / 11))
    let parts = try setting.evaluator(capacity: 4)
    for block in [0..<4, 4..<8, 8..<11] {
      setting.fill(parts, block)
      parts.backward(from: setting.loss, seed: .every(1 / 11))
    }
    #expect(largestGap(whole.gradient, parts.gradient) < 1e-15)
    whole.resetGradient()
    parts.resetGradient()
    #expect(parts.gradient.allSatisfy { $0 == 0 })
    try whole.accumulateMoments(from: setting.loss)
    for block in [0..<4, 4..<8, 8..<11] {
      setting.fill(parts, block)
      try parts.accumulateMoments(from: setting.loss)
    }
    #expect(largestGap(whole.gradient, parts.gradient) < 1e-13)
    #expect(largestGap(whole.squares, parts.squares) < 1e-13)
  }

  @Test(arguments: 1...9)
  func `fewer samples than there is room for give the same bits as an evaluator of that size`(
    count: Int
  ) throws {
    let setting = try Setting(samples: 11)
    let exact = try setting.evaluator(capacity: count)
    let roomy = try setting.evaluator(capacity: 11)
    // A block of NaN, which would show.
    setting.fill(roomy, 0..<11)
    for (node, values) in setting.probe.data.prefix(2) {
      roomy.setInput(node, values.map { _ in .nan })
    }
    roomy.forward()
    roomy.backward(from: setting.loss, seed: .ones)
    try roomy.accumulateMoments(from: setting.loss)
    #expect(roomy.gradient.contains { !$0.isFinite })
    roomy.resetGradient()
    for evaluator in [exact, roomy] {
      setting.fill(evaluator, 2..<2 + count)
      evaluator.backward(from: setting.loss, seed: .ones)
    }
    #expect(exact.values(of: setting.loss) == roomy.values(of: setting.loss))
    #expect(exact.gradient == roomy.gradient)
    let norms = try [exact, roomy].map { try $0.squaredGradientNorms(from: setting.loss) }
    #expect(norms[0] == norms[1] && norms[0].count == count)
    try exact.accumulateMoments(from: setting.loss)
    try roomy.accumulateMoments(from: setting.loss)
    #expect(exact.squares == roomy.squares)
    #expect(roomy.firstNonFinite() == nil)
  }

  @Test func `evaluators on several threads fill one matrix as a single one does`() throws {
    let setting = try Setting(samples: 11)
    let columns = setting.probe.parameters.count
    let alone = try SampleMatrix<Double>(rows: 11, columns: columns)
    let shared = try SampleMatrix<Double>(rows: 11, columns: columns)
    let whole = try setting.evaluator(capacity: 11)
    setting.fill(whole, 0..<11)
    try whole.perSampleGradients(from: setting.loss, into: alone)
    whole.backward(from: setting.loss, seed: .ones)
    let blocks = [0..<2, 2..<4, 4..<6, 6..<8, 8..<11]
    let gradients = try blocks.concurrentMap { block in
      let evaluator = try setting.evaluator(capacity: 3)
      setting.fill(evaluator, block)
      try evaluator.perSampleGradients(
        from: setting.loss, into: shared, row: block.lowerBound)
      evaluator.backward(from: setting.loss, seed: .ones)
      return evaluator.gradient
    }
    for row in 0..<11 {
      #expect((0..<columns).allSatisfy { abs(alone[row, $0] - shared[row, $0]) < 1e-14 })
    }
    let sum = (0..<columns).map { index in gradients.reduce(0) { $0 + $1[index] } }
    #expect(largestGap(whole.gradient, sum) < 1e-13)
  }

  @Test func `evaluating twice gives the same bits`() throws {
    let setting = try Setting(samples: 9)
    let evaluator = try setting.evaluator(capacity: 9)
    setting.fill(evaluator, 0..<9)
    evaluator.backward(from: setting.loss, seed: .ones)
    let (values, gradient) = (evaluator.values(of: setting.loss), evaluator.gradient)
    evaluator.forward()
    evaluator.resetGradient()
    evaluator.backward(from: setting.loss, seed: .ones)
    #expect(evaluator.values(of: setting.loss) == values && evaluator.gradient == gradient)
    evaluator.backward(from: setting.loss, seed: .ones)
    #expect(largestGap(evaluator.gradient, gradient.map { 2 * $0 }) < 1e-13)
  }

  @Test func `the first value that is not finite is found with its label`() throws {
    var probe = TapeProbe(samples: 3)
    let x = probe.input([1, 2, 0], columns: 1)
    probe.tape.label = "layer 1"
    let scaled = try probe.tape.multiply(x, probe.parameter(1, 1, in: 1...2))
    probe.tape.label = "layer 2"
    let logarithm = probe.tape.apply(.log, to: scaled)
    let evaluator = try probe.evaluator(Float.self)
    let first = try #require(evaluator.firstNonFinite())
    #expect(first.node == logarithm && first.label == "layer 2")
    evaluator.setInput(x, [1, .nan, 2])
    evaluator.forward()
    #expect(try #require(evaluator.firstNonFinite()).node == x)
    evaluator.setInput(x, [1, 2, 3])
    evaluator.forward()
    #expect(evaluator.firstNonFinite() == nil)
  }

  /// In one float sum a million terms of 0.1 would be off by a hundredth.
  @Test func `float gradients of a million samples keep their digits`() throws {
    for width in [1, 3, 9] {
      var tape = Tape()
      let x = tape.input(columns: 3)
      let hidden = try tape.affine(
        x, tape.parameter(rows: 3, columns: width), tape.parameter(rows: 1, columns: width))
      let loss = tape.sumOverColumns(hidden)
      let samples = 1_000_003
      let evaluator = try TapeEvaluator<Float>(tape, samples: samples)
      evaluator.setInput(x, [Float](repeating: 1, count: 3 * samples))
      evaluator.forward()
      evaluator.backward(from: loss, seed: .every(0.1))
      let wanted = Double(samples) * Double(Float(0.1))
      for slope in evaluator.gradient { #expect(abs(Double(slope) / wanted - 1) < 2e-5) }
    }
  }

  @Test func `the float norm of a long row keeps its digits`() throws {
    var tape = Tape()
    let columns = 300_001
    let x = tape.input(columns: columns)
    let loss = tape.sumOverColumns(
      try tape.multiply(x, tape.parameter(rows: 1, columns: columns)))
    let evaluator = try TapeEvaluator<Float>(tape, samples: 1)
    evaluator.setInput(x, [Float](repeating: 0.1, count: columns))
    evaluator.forward()
    let norm = try evaluator.squaredGradientNorms(from: loss)[0]
    let square = Double(Float(0.1)) * Double(Float(0.1))
    #expect(abs(norm / (Double(columns) * square) - 1) < 1e-5)
  }
}
