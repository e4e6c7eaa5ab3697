import Testing

@testable import TrainingCore

/// What holds for every aggregation, or for a kind of them, on random problems.
@Suite struct AggregationPropertyTests {
  private struct Sample {
    var losses: [Double]
    var gradients: PerSampleGradients
    var grouping: SampleGrouping

    init(seed: Int, rows: Int = 13, sizes: [Int]? = nil) throws {
      var generator = TestGenerator(state: UInt64(seed))
      losses = (0..<rows).map { _ in 0.1 + 3 * generator.uniform() }
      gradients = PerSampleGradients(
        rows: rows, columns: 3, values: (0..<3 * rows).map { _ in 4 * generator.uniform() - 2 })
      grouping = try SampleGrouping(
        samples: rows, sizes: sizes ?? [4, 1, rows - 5],
        weights: (0..<rows).map { _ in generator.uniform() },
        elements: (0..<rows).map { _ in 1 + Int(generator.next() % 30) })
    }
  }

  /// All of the registry, and settings that it does not have.
  private static var all: [any Aggregation] {
    Registry.aggregations + [
      WeightedMean(divisor: .samples), MeanOfMicroBatchMeans(inside: .weights, divisor: 7),
      MeanOfMicroBatchMeans(inside: .elements), Median(ofEven: .mean), TrimmedMean(trim: 0.1),
      ConditionalValueAtRisk(worst: 0.3), TiltedMean(tilt: -0.5), TiltedMean(tilt: 20),
    ]
  }

  @Test func coefficientsAreTheDifferentialOfReduce() throws {
    for seed in 1...5 {
      let sample = try Sample(seed: seed)
      for aggregation in Self.all {
        let found = aggregation.coefficients(sample.losses, sample.grouping)
        for index in sample.losses.indices {
          var moved = sample.losses
          let step = 1e-6
          moved[index] += step
          let up = aggregation.reduce(moved, sample.grouping)
          moved[index] -= 2 * step
          let down = aggregation.reduce(moved, sample.grouping)
          let size = max(1, abs(up))
          #expect(
            abs((up - down) / (2 * step) - found[index]) < 2e-9 * size,
            "\(aggregation.name) \(seed) \(index)")
        }
      }
    }
  }

  /// The gradient by the parameters, without any gradient of a sample.
  @Test func theLeftSideIsTheSlopeOfTheAggregateByTheParameters() throws {
    let problem = try Fixture.line(rows: 12)
    let work = try Workload(problem)
    let taped = SampleTape.run(work, at: problem.at)
    let grouping = try SampleGrouping(
      samples: 12, sizes: [5, 7], weights: (1...12).map(Double.init), elements: Array(2...13))
    func aggregate(_ aggregation: any Aggregation, _ at: [Double]) -> Double {
      aggregation.reduce(SampleTape.run(work, at: at).samples.losses, grouping)
    }
    for aggregation in Self.all where aggregation.subject != .gradients {
      let left = aggregation.gradientOfAggregate(taped.gradients, taped.samples.losses, grouping)
      for index in 0..<2 {
        var (up, down) = (problem.at, problem.at)
        up[index] += 1e-6
        down[index] -= 1e-6
        let (high, low) = (aggregate(aggregation, up), aggregate(aggregation, down))
        #expect(
          abs((high - low) / 2e-6 - left[index]) < 1e-8 * max(1, abs(high), abs(left[index])),
          "\(aggregation.name)")
      }
    }
  }

  /// For a fixed weighted sum the two halves are the same vector by different ways.
  @Test func fixedWeightsCommuteWithTheGradient() throws {
    for seed in 1...20 {
      let sample = try Sample(seed: seed)
      for aggregation: any Aggregation in [
        Mean(), Sum(), WeightedMean(), WeightedMean(divisor: .samples), MeanOverElements(),
        TokenWeightedMean(), MeanOfMicroBatchMeans(), MeanOfMicroBatchMeans(inside: .weights),
        MeanOfMicroBatchMeans(inside: .elements, divisor: 5), ClipAfterMean(norm: 0.1),
      ] {
        expectAggregate(
          aggregation.combine(sample.gradients, sample.losses, sample.grouping),
          aggregation.gradientOfAggregate(sample.gradients, sample.losses, sample.grouping),
          within: 1e-14)
      }
    }
  }

  @Test func theOthersDoNot() throws {
    let sample = try Sample(seed: 3)
    for aggregation in Self.all {
      let left = aggregation.gradientOfAggregate(sample.gradients, sample.losses, sample.grouping)
      let right = aggregation.combine(sample.gradients, sample.losses, sample.grouping)
      let gap = zip(left, right).map { abs($0 - $1) }.max() ?? 0
      let isExact: Bool =
        switch aggregation {
        case is Mean, is Sum, is WeightedMean, is MeanOverElements, is TokenWeightedMean,
          is MeanOfMicroBatchMeans, is ClipAfterMean:
          true
        default: false
        }
      #expect((gap < 1e-12) == isExact, "\(aggregation.name): \(gap)")
    }
  }

  /// Lemma: a re-weighting with weights c that add up to 1 moves the mean gradient by N Cov(c, g).
  @Test func reweightingMovesTheMeanByNTimesTheCovariance() throws {
    for seed in 1...200 {
      let sample = try Sample(seed: seed, rows: 6 + seed % 20)
      let count = Double(sample.losses.count)
      for aggregation in Self.all {
        let weights = aggregation.coefficients(sample.losses, sample.grouping)
        guard abs(weights.reduce(0, +) - 1) < 1e-12 else { continue }
        let left = sample.gradients.sum(in: 0..<sample.gradients.rows) { weights[$0] * $1 }
        let gap = (0..<3).map { column in
          let values = sample.gradients.column(column)
          let mean = values.reduce(0, +) / count
          return zip(weights, values).reduce(0) { $0 + ($1.0 - 1 / count) * ($1.1 - mean) }
        }
        let mean = sample.gradients.mean
        for column in 0..<3 {
          #expect(
            abs(left[column] - mean[column] - gap[column]) < 1e-14 * 8, "\(aggregation.name)")
        }
      }
    }
  }

  @Test func meanOfMeansMinusMeanIsACovarianceOverTheMicroBatches() throws {
    for seed in 1...50 {
      let sample = try Sample(seed: seed, sizes: [2, 5, 1, 4, 1])
      let batches = sample.grouping.microBatches
      let found = MeanOfMicroBatchMeans().combine(
        sample.gradients, sample.losses, sample.grouping)
      let mean = sample.gradients.mean
      for column in 0..<3 {
        let means = batches.map { batch in
          batch.reduce(0) { $0 + sample.gradients[$1, column] } / Double(batch.count)
        }
        let size = 13 / 5.0
        let center = means.reduce(0, +) / 5
        let covariance =
          zip(batches, means).reduce(0) {
            $0 + (Double($1.0.count) - size) * ($1.1 - center)
          } / 5
        #expect(abs(found[column] - mean[column] + covariance / size) < 1e-14)
      }
    }
  }

  @Test func equalMicroBatchesMakeTheMean() throws {
    for size in [1, 2, 3, 4, 6, 12] {
      let sample = try Sample(seed: size, rows: 12)
      let grouping = SampleGrouping(samples: 12, batchSize: size)
      expectAggregate(
        MeanOfMicroBatchMeans().combine(sample.gradients, sample.losses, grouping),
        sample.gradients.mean, within: 1e-14)
      expectAggregate(
        [MeanOfMicroBatchMeans().reduce(sample.losses, grouping)], [Mean().reduce(sample.losses)],
        within: 1e-14)
    }
  }

  @Test func theOrderOfTheSamplesMakesNoDifference() throws {
    for seed in 1...10 {
      var sample = try Sample(seed: seed)
      // With ties, which the ordered ones have to share.
      for index in [2, 5, 9] { sample.losses[index] = sample.losses[0] }
      sample.losses[11] = sample.losses.max() ?? 0
      let order = Self.shuffled(13, seed: seed)
      let losses = order.map { sample.losses[$0] }
      let gradients = PerSampleGradients(
        rows: 13, columns: 3, values: order.flatMap { sample.gradients.row($0) })
      let grouping = try SampleGrouping(
        samples: 13, weights: order.map { sample.grouping.weights?[$0] ?? 1 },
        elements: order.map { sample.grouping.elements?[$0] ?? 1 })
      let whole = try SampleGrouping(
        samples: 13, weights: sample.grouping.weights, elements: sample.grouping.elements)
      for aggregation in Self.all {
        expectAggregate(
          [aggregation.reduce(losses, grouping)], [aggregation.reduce(sample.losses, whole)],
          within: 1e-14)
        expectAggregate(
          aggregation.coefficients(losses, grouping),
          order.map { aggregation.coefficients(sample.losses, whole)[$0] }, within: 1e-14)
        expectAggregate(
          aggregation.combine(gradients, losses, grouping),
          aggregation.combine(sample.gradients, sample.losses, whole), within: 1e-13)
      }
    }
  }

  @Test func powersOfTwoScaleExactly() throws {
    let sample = try Sample(seed: 8)
    let losses = sample.losses.map { $0 * 1024 }
    let gradients = PerSampleGradients(
      rows: 13, columns: 3, values: sample.gradients.values.map { $0 * 1024 })
    for aggregation in Self.all {
      switch aggregation {
      case is Mean, is Sum, is WeightedMean, is MeanOverElements, is TokenWeightedMean,
        is MeanOfMicroBatchMeans, is Maximum, is Median, is TrimmedMean,
        is ConditionalValueAtRisk:
        #expect(
          aggregation.reduce(losses, sample.grouping)
            == 1024 * aggregation.reduce(sample.losses, sample.grouping))
        #expect(
          aggregation.combine(gradients, losses, sample.grouping)
            == aggregation.combine(sample.gradients, sample.losses, sample.grouping)
            .map { 1024 * $0 })
      case is NormalizeEachSample, is SignOfEachSample:
        #expect(
          aggregation.combine(gradients, losses, sample.grouping)
            == aggregation.combine(sample.gradients, sample.losses, sample.grouping))
      case is RootMeanSquaredError:
        #expect(
          aggregation.reduce(losses, sample.grouping)
            == 32 * aggregation.reduce(sample.losses, sample.grouping))
      default: break
      }
    }
  }

  @Test func sumsOverRowsAreGoodForManyRows() {
    let rows = 100_003
    let gradients = PerSampleGradients(
      rows: rows, columns: 1, values: Array(repeating: 0.1, count: rows))
    let sum = gradients.sum(in: 0..<rows) { $1 }
    #expect(abs(sum[0] - 10_000.3) < 1e-9)
    #expect(gradients.sum(in: 7..<7) { $1 } == [0])
    let numbered = PerSampleGradients(rows: 1000, columns: 1, values: (0..<1000).map(Double.init))
    for range in [0..<1, 0..<31, 5..<37, 0..<1000, 63..<964] {
      let expected = range.reduce(0, +)
      #expect(numbered.sum(in: range) { $1 } == [Double(expected)])
    }
  }

  private static func shuffled(_ count: Int, seed: Int) -> [Int] {
    var generator = TestGenerator(state: UInt64(seed))
    var order = Array(0..<count)
    for index in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(index, Int(generator.next() % UInt64(index + 1)))
    }
    return order
  }
}
