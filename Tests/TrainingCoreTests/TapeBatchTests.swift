import Testing

@testable import TrainingCore

/// A tape over a whole data set: its inputs, its accuracy, and callers at the same time.
struct TapeBatchTests {
  private typealias Data = NetworkTests.Data

  /// Results stay in the evaluators until they are fetched, which another evaluation must not meet.
  @Test func `evaluations at the same time do not mix`() throws {
    let network = try #require(DenseNetwork(sizes: [2, 3, 1]))
    let batch = try Data(samples: 600, inputs: 2, targets: 1)
      .problem(network, .meanSquaredOverSamples).batch(keepsSquares: true)
    let starts = (0..<8).map { network.initialParameters(seed: $0) }
    let alone = starts.map { batch.gradientOfMean(at: $0) }
    let spread = try batch.moments(at: starts[0]).variance
    let rounds = (0..<300).map { $0 }
    let agree = try rounds.concurrentMap { round in
      let place = round % starts.count
      if place == 0 { return try batch.moments(at: starts[0]).variance == spread }
      let (mean, gradient) = batch.gradientOfMean(at: starts[place])
      return mean == alone[place].mean && gradient == alone[place].gradient
    }
    #expect(agree.allSatisfy { $0 })
  }

  @Test func `values for what is no input, or given twice, are refused`() throws {
    var tape = Tape()
    let x = tape.input(columns: 1)
    let weights = try tape.parameter(rows: 1, columns: 1)
    let loss = try tape.matmul(x, weights)
    var other = tape
    let far = other.input(columns: 1)
    let good = TapeBatch<Double>.Input(x, [1, 2])
    #expect(try TapeBatch(tape, loss: loss, samples: 2, inputs: [good]).meanLoss(at: [2]) == 3)
    for inputs in [
      [], [good, good], [good, .init(weights, [1])], [good, .init(far, [1, 2])], [.init(x, [1])],
    ] {
      #expect(throws: TapeBatchError.self) {
        try TapeBatch<Double>(tape, loss: loss, samples: 2, inputs: inputs)
      }
    }
  }

  @Test func `an input with fixed rows has the same values for every block`() throws {
    var tape = Tape()
    let x = tape.input(columns: 1)
    let shift = tape.input(columns: 1, rows: .fixed(1))
    let loss = try tape.add(tape.matmul(x, tape.parameter(rows: 1, columns: 1)), shift)
    let batch = try TapeBatch<Double>(
      tape, loss: loss, samples: 600,
      inputs: [.init(x, [Double](repeating: 1, count: 600)), .init(shift, [4])])
    #expect(batch.meanLoss(at: [2]) == 6)
  }

  /// Blocks begin at 0, 256, 300 and 556.
  @Test func `the first value that is not finite is found with its block`() throws {
    var tape = Tape()
    let x = tape.input(columns: 1)
    let loss = try tape.matmul(x, tape.parameter(rows: 1, columns: 1))
    var values = [Double](repeating: 1, count: 600)
    func found() throws -> Int? {
      try TapeBatch(tape, loss: loss, samples: 600, inputs: [.init(x, values)])
        .firstNonFinite(at: [1])?.sample
    }
    #expect(try found() == nil)
    for (place, block) in [(599, 556), (400, 300), (260, 256), (3, 0)] {
      values[place] = .infinity
      #expect(try found() == block)
    }
  }

  @Test func `a matrix of another shape is refused`() throws {
    let network = try #require(DenseNetwork(sizes: [2, 1]))
    let batch = try Data(samples: 5, inputs: 2, targets: 1)
      .problem(network, .meanSquaredOverSamples).batch()
    for (rows, columns) in [(4, 3), (6, 3), (5, 2), (5, 4)] {
      let matrix = try SampleMatrix<Double>(rows: rows, columns: columns)
      #expect(throws: TapeError.self) {
        try batch.perSampleGradients(at: [1, 2, 3], into: matrix)
      }
    }
  }

  /// 12291 = 3 * 4097, and 3 * 4097^2 = 50356227, whose nearest float is 1 more: a third is left.
  @Test func `variances lose no digits in the difference itself`() {
    var (sums, squares): ([Float], [Float]) = ([12291], [50_356_228])
    BulkArithmetic.moments(&sums, &squares, count: 3)
    #expect(sums == [4097])
    #expect(abs(squares[0] - 1 / 3) < 1e-6)
  }

  /// All samples alike: what is given as variance is rounding, and as small as documented.
  @Test func `the variance of equal gradients is a rounding of their square`() throws {
    func share<Scalar: TapeScalar>(_ type: Scalar.Type) throws -> Double {
      let network = try #require(DenseNetwork(sizes: [1, 1]))
      let problem = try NetworkProblem<Scalar>(
        network, .meanSquaredOverSamples, inputs: Array(repeating: 0.7, count: 10_001),
        targets: Array(repeating: 0.3, count: 10_001))
      let (mean, variance) = try problem.batch(keepsSquares: true).moments(at: [1.9, 0.2])
      return zip(mean, variance).map { Double($1) / (Double($0) * Double($0)) }.max() ?? .nan
    }
    #expect(try share(Float.self) < 2e-6)
    #expect(try share(Double.self) < 1e-14)
  }
}
