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
