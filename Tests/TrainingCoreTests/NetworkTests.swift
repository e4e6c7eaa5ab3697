import Testing

@testable import TrainingCore

/// Networks: their description, their losses on the tape, their batches.
struct NetworkTests {
  @Test func `parameters lie layer by layer, weights before biases`() throws {
    let network = try #require(DenseNetwork(sizes: [2, 3, 1]))
    #expect(network.parameterCount == 2 * 3 + 3 + 3 + 1)
    #expect(network.layers.map(\.weights) == [0, 9])
    #expect(network.layers.map(\.biases) == [6, 12])
    #expect(network.parameterNames.count == network.parameterCount)
    #expect(network.parameterNames[1] == "w1_1_2")
    #expect(network.parameterNames[3] == "w1_2_1")
    #expect(network.parameterNames.last == "b2_1")
    #expect(Set(network.parameterNames).count == network.parameterCount)
  }

  @Test(arguments: [[2], [], [2, 0, 1], [2, -1], [Int.max, 2], [1 << 20, 1 << 20]])
  func `sizes that make no network are refused`(sizes: [Int]) {
    #expect(DenseNetwork(sizes: sizes) == nil)
  }

  @Test func `names say layers and activation`() throws {
    #expect(try NetworkName("mlp:16,8:relu").hidden == [16, 8])
    #expect(try NetworkName("mlp:16,8:relu").activation == .relu)
    #expect(try NetworkName("mlp").text == "mlp:16,16:tanh")
    #expect(try NetworkName("mlp:4").network(inputs: 2, outputs: 3)?.sizes == [2, 4, 3])
  }

  @Test(arguments: [
    ("mlp:", "layer of size \"\""), ("mlp:16,,4", "layer of size \"\""), ("mlp:0", "\"0\""),
    ("mlp:-3", "\"-3\""), ("mlp:4:tan", "did you mean tanh"), ("mlp:4:tanh:5", "no network"),
    ("mlp:99999999999999999999", "layer of size"),
  ])
  func `wrong names are refused with the wrong part`(name: String, part: String) throws {
    let error = try #require(throws: InputError.self) { try NetworkName(name) }
    #expect(error.description.contains(part), "\(error.description)")
    #expect(error.kind == .usage)
  }

  @Test(arguments: [Initialisation.glorot, .he])
  func `initial weights have the variance of their rule, and biases are 0`(
    rule: Initialisation
  ) throws {
    let network = try #require(DenseNetwork(sizes: [40, 60, 2]))
    let parameters = network.initialParameters(seed: 3, by: rule)
    let layer = network.layers[0]
    let weights = parameters[layer.weights..<layer.biases]
    let wanted = rule == .he ? 2.0 / 40 : 2.0 / 100
    let variance = weights.reduce(0) { $0 + $1 * $1 } / Double(weights.count)
    // 2400 uniform numbers: the variance of their variance is (4/5) wanted^2 / 2400.
    #expect(abs(variance / wanted - 1) < 5 * (0.8 / 2400).squareRoot())
    #expect(weights.allSatisfy { abs($0) <= (3 * wanted).squareRoot() })
    // Each layer has a bound of its own.
    let last = network.layers[1]
    let bound = (rule == .he ? 6.0 / 60 : 6.0 / 62).squareRoot()
    let largest = parameters[last.weights..<last.biases].map { abs($0) }.max() ?? 0
    #expect((0.9 * bound...bound).contains(largest))
    #expect(parameters[layer.biases..<layer.biases + 60].allSatisfy { $0 == 0 })
    #expect(parameters == network.initialParameters(seed: 3, by: rule))
    #expect(parameters != network.initialParameters(seed: 4, by: rule))
  }

  @Test func `He is for ReLU and its kin, Glorot for the others, unless one is given`() throws {
    for activation in Activation.allCases {
      let rule: Initialisation = [.relu, .gelu].contains(activation) ? .he : .glorot
      let network = try #require(DenseNetwork(sizes: [3, 5, 1], activation: activation))
      let usual = network.initialParameters(seed: 1)
      #expect(usual == network.initialParameters(seed: 1, by: rule))
      #expect(usual != network.initialParameters(seed: 1, by: rule == .he ? .glorot : .he))
    }
  }

  // MARK: Losses

  private static let targets: [OutputLoss: [Double]] = [
    .logistic: [0, 1, 0.25], .crossEntropy: [2], .hinge: [-1, 1, 1], .poisson: [0, 3, 1],
  ]

  @Test(arguments: OutputLoss.allCases)
  func `a loss on the tape is the plain one, as is its derivative`(loss: OutputLoss) throws {
    let outputs = [0.3, -1.7, 2.25]
    let target = Self.targets[loss] ?? [0.1, 0.4, -0.5]
    var tape = Tape()
    // As a parameter added to a zero, so that the tape differentiates by the outputs.
    let zero = tape.input(columns: 3)
    let y = tape.input(columns: target.count)
    let f = try tape.add(zero, tape.parameter(rows: 1, columns: 3))
    let node = try loss.record(on: &tape, outputs: f, targets: y)
    let evaluator = try TapeEvaluator<Double>(tape, samples: 1)
    evaluator.setInput(y, target)
    evaluator.setParameters(outputs)
    evaluator.forward()
    evaluator.backward(from: node, seed: .ones)
    let value = loss.value(outputs: outputs, target: target)
    #expect(abs(evaluator.values(of: node)[0] - value) <= 4e-16 * max(1, abs(value)))
    for (found, wanted) in zip(
      evaluator.gradient, loss.derivative(outputs: outputs, target: target))
    {
      #expect(abs(found - wanted) <= 4e-16 * max(1, abs(wanted)))
    }
  }

  @Test func `the two mean squared errors differ by the number of outputs`() throws {
    let network = try #require(DenseNetwork(sizes: [2, 3]))
    let data = Data(samples: 4, inputs: 2, targets: 3)
    let start = network.initialParameters(seed: 1)
    let over = try data.problem(network, .meanSquaredOverSamples).batch().gradientOfMean(at: start)
    let both = try data.problem(network, .meanSquaredOverSamplesAndOutputs).batch()
      .gradientOfMean(at: start)
    #expect(abs(over.mean - 3 * both.mean) < 1e-15)
    for (a, b) in zip(over.gradient, both.gradient) { #expect(abs(a - 3 * b) < 1e-15) }
  }

  // MARK: Batches

  /// Made-up data.
  struct Data {
    var samples: Int
    var inputs: [Double]
    var targets: [Double]

    init(samples: Int, inputs: Int, targets: Int, seed: UInt64 = 5) {
      self.samples = samples
      var random = SplitMix64(seed: seed)
      self.inputs = (0..<samples * inputs).map { _ in 2 * random.uniform() - 1 }
      self.targets = (0..<samples * targets).map { _ in 2 * random.uniform() - 1 }
    }

    func problem(
      _ network: DenseNetwork, _ loss: OutputLoss
    ) throws(InputError) -> NetworkProblem<Double> {
      try NetworkProblem(network, loss, inputs: inputs, targets: targets)
    }
  }

  /// 600 samples make two shards of two blocks each.
  @Test func `a batch in shards and blocks is the sum of its samples`() throws {
    let network = try #require(DenseNetwork(sizes: [2, 3, 1]))
    let data = Data(samples: 600, inputs: 2, targets: 1)
    let problem = try data.problem(network, .meanSquaredOverSamples)
    let start = network.initialParameters(seed: 1)
    let batch = try problem.batch(keepsSquares: true)
    let whole = batch.gradientOfMean(at: start)
    let matrix = try SampleMatrix<Double>(rows: 600, columns: network.parameterCount)
    try batch.perSampleGradients(at: start, into: matrix)
    let norms = try batch.squaredGradientNorms(at: start)
    let moments = try batch.moments(at: start)
    #expect(norms.count == 600)
    for index in 0..<network.parameterCount {
      let column = (0..<600).map { matrix[$0, index] }
      let mean = Summation.mean(column)
      #expect(abs(mean - whole.gradient[index]) < 1e-14)
      #expect(abs(mean - moments.mean[index]) < 1e-14)
      let variance = Summation.mean(column.map { ($0 - mean) * ($0 - mean) })
      #expect(abs(variance - moments.variance[index]) < 1e-13)
    }
    for row in [0, 149, 150, 299, 300, 555, 556, 599] {
      let single = try NetworkProblem(
        network, .meanSquaredOverSamples, inputs: Array(data.inputs[2 * row..<2 * row + 2]),
        targets: [data.targets[row]]
      ).batch().gradientOfMean(at: start)
      let values = (0..<network.parameterCount).map { matrix[row, $0] }
      for (a, b) in zip(values, single.gradient) { #expect(abs(a - b) < 1e-15) }
      #expect(abs(norms[row] - values.reduce(0) { $0 + $1 * $1 }) < 1e-14)
    }
  }

  @Test func `a second evaluation gives the same bits as the first`() throws {
    let network = try #require(DenseNetwork(sizes: [3, 17, 2], activation: .gelu))
    let data = Data(samples: 5000, inputs: 3, targets: 2)
    let start = network.initialParameters(seed: 2)
    let problem = try data.problem(network, .huber)
    let batch = try problem.batch()
    let first = batch.gradientOfMean(at: start)
    #expect(batch.gradientOfMean(at: start).gradient == first.gradient)
    #expect(try problem.batch().gradientOfMean(at: start).gradient == first.gradient)
    #expect(batch.meanLoss(at: start) == first.mean)
  }

  @Test func `labels outside the classes and numbers that do not fit are refused`() throws {
    let network = try #require(DenseNetwork(sizes: [2, 3]))
    let inputs = [0.0, 1, 2, 3]
    func refusal(_ inputs: [Double], _ targets: [Double]) throws -> String {
      try #require(throws: InputError.self) {
        try NetworkProblem(network, .crossEntropy, inputs: inputs, targets: targets)
      }.description
    }
    #expect(try refusal(inputs, [0, 3]).hasPrefix("row 2: the label 3 is outside"))
    #expect(try refusal(inputs, [0, 0.5]).contains("not whole"))
    #expect(try refusal(inputs, [0]).contains("do not fit 2 samples"))
    #expect(try refusal([1, 2, 3], [0]).contains("3 inputs do not fill samples of 2"))
    #expect(try refusal([], []).contains("0 inputs"))
    #expect(try refusal([0, 1, 2, .nan], [0, 1]).hasPrefix("row 2: the input nan is not"))
  }

  @Test func `gradients larger than the memory are refused with the bytes and a way out`() throws {
    let error = try #require(throws: MemoryRefusal.self) {
      try SampleMatrix<Float>(rows: 1 << 22, columns: 1 << 22)
    }
    #expect(error.bytes == 1 << 46)
    #expect(error.description.contains("\(1 << 46) bytes"))
    #expect(error.description.contains("norms"))
    let beyond = try #require(throws: MemoryRefusal.self) {
      try SampleMatrix<Float>(rows: Int.max, columns: 2)
    }
    #expect(beyond.bytes == nil)
  }

  @Test func `the layer where numbers stop being finite is named`() throws {
    let network = try #require(DenseNetwork(sizes: [1, 2, 2, 1], activation: .relu))
    var start = network.initialParameters(seed: 1).map { _ in 1.0 }
    start[network.layers[1].weights] = 1e308
    let problem = try NetworkProblem(
      network, .meanSquaredOverSamples, inputs: [1, 100], targets: [0, 0])
    #expect(try problem.batch().firstNonFinite(at: start)?.label == "layer 2")
    start[network.layers[1].weights] = 1
    #expect(try problem.batch().firstNonFinite(at: start) == nil)
  }

  /// The tape and the surfaces' kernel have no code in common.
  @Test(arguments: Activation.allCases)
  func `a surface's values are the mean losses of the tape`(activation: Activation) throws {
    let network = try #require(DenseNetwork(sizes: [2, 5, 3], activation: activation))
    let data = Data(samples: 40, inputs: 2, targets: 3)
    let problem = try data.problem(network, .meanSquaredOverSamplesAndOutputs)
    let start = network.initialParameters(seed: 4)
    let plane = try Plane.random(of: network, around: start, seed: 1)
    let found = try SurfaceMeasurement(problem).measure(on: plane, u: [-1, 0.5], v: [0, 2])
    let batch = try problem.batch()
    let wanted = [(-1.0, 0.0), (0.5, 0), (-1, 2), (0.5, 2)].map {
      batch.meanLoss(at: plane.point($0.0, $0.1))
    }
    for (a, b) in zip(found.surface.values, wanted) { #expect(abs(a - b) <= 1e-13 * b) }
  }
}
