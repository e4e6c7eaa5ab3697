import Testing

@testable import TrainingCore

/// Training in mini-batches.
struct NetworkTrainingTests {
  private static func descent(_ rate: Double) -> GradientDescent {
    var rule = GradientDescent()
    rule.learningRate = rate
    return rule
  }

  @Test func `a step follows the gradient of the mean loss of its batch`() throws {
    let network = try #require(DenseNetwork(sizes: [2, 3, 1]))
    let data = NetworkTests.Data(samples: 5, inputs: 2, targets: 1)
    let problem = try data.problem(network, .meanSquaredOverSamples)
    let start = network.initialParameters(seed: 1)
    let training = try NetworkTraining(problem, by: Self.descent(0.5), batchSize: 2, from: start)
    var expected = start
    for rows in [0..<2, 2..<4, 4..<5, 0..<2] {
      let part = try NetworkProblem(
        network, .meanSquaredOverSamples,
        inputs: Array(data.inputs[2 * rows.lowerBound..<2 * rows.upperBound]),
        targets: Array(data.targets[rows]))
      let (mean, gradient) = try part.batch().gradientOfMean(at: expected)
      let loss = try training.step()
      #expect(abs(loss - mean) < 1e-15)
      for index in expected.indices { expected[index] -= 0.5 * gradient[index] }
      for (a, b) in zip(training.parameters, expected) { #expect(abs(a - b) < 1e-14) }
    }
    #expect(training.steps == 4)
  }

  /// With a rate of 0 nothing moves, so the losses tell which samples were taken.
  @Test func `an epoch takes every sample once, in an order that the seed decides`() throws {
    let network = try #require(DenseNetwork(sizes: [1, 1]))
    let inputs = (0..<7).map { Double(1 << $0) }
    let problem = try NetworkProblem(
      network, .absolute, inputs: inputs, targets: inputs.map { _ in 0 })
    func losses(_ seed: UInt64) throws -> [Double] {
      let training = try NetworkTraining(
        problem, by: Self.descent(0), batchSize: 1, order: .shuffled(seed: seed), from: [1, 0])
      var losses: [Double] = []
      for _ in 0..<14 { losses.append(try training.step()) }
      return losses
    }
    let first = try losses(1)
    #expect(first[..<7].sorted() == inputs)
    #expect(first[7...].sorted() == inputs)
    #expect(Array(first[..<7]) != inputs, "the first epoch is shuffled too")
    #expect(Array(first[..<7]) != Array(first[7...]))
    #expect(try losses(1) == first)
    #expect(try losses(2) != first)
  }

  @Test func `the mean of an epoch weighs a shorter last batch by its samples`() throws {
    let network = try #require(DenseNetwork(sizes: [1, 1]))
    let problem = try NetworkProblem(
      network, .absolute, inputs: [1, 2, 6], targets: [0, 0, 0])
    let training = try NetworkTraining(
      problem, by: Self.descent(0), batchSize: 2, from: [1, 0])
    #expect(try training.run(epochs: 2) == [3, 3])
  }

  @Test func `progress may stop a training after any epoch`() throws {
    let network = try #require(DenseNetwork(sizes: [1, 1]))
    let problem = try NetworkProblem(network, .absolute, inputs: [1, 2], targets: [0, 0])
    let training = try NetworkTraining(
      problem, by: Self.descent(0), batchSize: 2, from: [1, 0])
    var shares: [Double] = []
    let means = try training.run(epochs: 4) { share in
      shares.append(share)
      return share < 0.5
    }
    #expect(means.count == 2)
    #expect(shares == [0.25, 0.5])
  }

  @Test func `a rate that diverges is told with the step, the last loss and the layer`() throws {
    let network = try #require(DenseNetwork(sizes: [1, 1]))
    let problem = try NetworkProblem(
      network, .meanSquaredOverSamples, inputs: [3.0, 1], targets: [1, 0])
    let training = try NetworkTraining(
      problem, by: Self.descent(1e200), batchSize: 2, from: [1.0, 0])
    let error = try #require(throws: InputError.self) { try training.run(epochs: 100) }
    #expect(error.description.contains("diverged at step 1 "))
    #expect(error.description.contains("last finite loss"))
    #expect(error.description.contains("in the loss") || error.description.contains("layer 1"))
  }

  @Test func `a network learns a product`() throws {
    let network = try #require(DenseNetwork(sizes: [2, 8, 1]))
    let data = NetworkTests.Data(samples: 64, inputs: 2, targets: 1)
    let targets = (0..<64).map { data.inputs[2 * $0] * data.inputs[2 * $0 + 1] }
    let problem = try NetworkProblem(
      network, .meanSquaredOverSamples, inputs: data.inputs, targets: targets)
    var rule = Adam()
    rule.learningRate = 0.02
    let training = try NetworkTraining(
      problem, by: rule, batchSize: 16, order: .shuffled(seed: 0),
      from: network.initialParameters(seed: 0))
    let means = try training.run(epochs: 150)
    #expect(means[149] < means[0] / 20)
  }

  @Test func `numbers that do not fit are refused`() throws {
    let network = try #require(DenseNetwork(sizes: [1, 1]))
    let problem = try NetworkProblem(network, .absolute, inputs: [1, 2], targets: [0, 0])
    #expect(throws: InputError.self) {
      try NetworkTraining(problem, by: Self.descent(1), batchSize: 0, from: [1, 0])
    }
    #expect(throws: InputError.self) {
      try NetworkTraining(problem, by: Self.descent(1), batchSize: 1, from: [1])
    }
  }

  @Test func `an epoch that was begun step by step is finished, and its mean is of the rest`()
    throws
  {
    let network = try #require(DenseNetwork(sizes: [1, 1]))
    let problem = try NetworkProblem(
      network, .absolute, inputs: [1, 2, 6], targets: [0, 0, 0])
    let training = try NetworkTraining(
      problem, by: Self.descent(0), batchSize: 1, from: [1, 0])
    #expect(try training.step() == 1)
    #expect(try training.run(epochs: 2) == [4, 3])
  }
}
