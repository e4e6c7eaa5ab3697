import Formula
import Testing

@testable import TrainingCore

/// The lemmas behind the catalogue, on a thousand random problems each.
@Suite struct LemmaTests {
  private static let models = [
    "m*x + b", "m*x^2 + b*x", "tanh(m*x + b)", "exp(m*x/4) + b", "b/(1 + exp(-m*x))",
    "sin(m*x) + b*x",
  ]
  private static let losses = [
    "(y - f)^2", "log(1 + exp(-y*f))", "sqrt(1 + (y - f)^2)", "exp(f/4) - y*f/4",
  ]

  /// A problem of 3 to 12 samples at a random point, and a generator for what a test adds.
  private static func random(_ seed: Int, spread: Double = 2) throws -> (Problem, TestGenerator) {
    var generator = TestGenerator(state: UInt64(seed))
    let rows = 3 + Int(generator.next() % 10)
    let centre = generator.uniform()
    let x = (0..<rows).map { _ in centre + spread * (generator.uniform() - 0.5) }
    let y = (0..<rows).map { _ in 2 * generator.uniform() - 0.5 }
    let problem = try Fixture.problem(
      [("x", x), ("y", y)], model: models[seed % models.count],
      loss: losses[(seed / models.count) % losses.count],
      at: [generator.uniform() + 0.25, generator.uniform() - 0.5])
    return (problem, generator)
  }

  private static func bench(_ problem: Problem) throws -> CaseBench {
    let work = try Workload(problem)
    return try CaseBench(
      problem, work, ProblemStructure(problem, work),
      GradientMeasurement(problem, work, at: problem.at))
  }

  private static func covariance(_ left: [Double], _ right: [Double]) -> Double {
    let means = (Summation.mean(left), Summation.mean(right))
    return Summation.mean(zip(left, right).map { ($0 - means.0) * ($1 - means.1) })
  }

  private func isNear(_ left: Double, _ right: Double, size: Double, _ share: Double = 1e-13)
    -> Bool
  {
    abs(left - right) <= share * max(size, abs(left), abs(right))
  }

  // MARK: A: the mean of a product

  @Test func theMeanOfProductsIsTheProductOfMeansPlusTheCovariance() throws {
    for seed in 0..<1000 {
      let bench = try Self.bench(Self.random(seed).0)
      let deltas = bench.samples.deltas
      for (index, activation) in bench.activations.enumerated() {
        let size = Summation.mean(zip(deltas, activation).map { abs($0 * $1) })
        let product = Summation.mean(deltas) * Summation.mean(activation)
        let sum = product + Self.covariance(deltas, activation)
        #expect(isNear(bench.meanGradient[index], sum, size: size), "\(seed)")
      }
    }
  }

  @Test func anyWeightsThatAddUpToOneAreOffByTheirCovarianceWithTheGradients() throws {
    for seed in 0..<1000 {
      let (problem, start) = try Self.random(seed)
      var generator = start
      let bench = try Self.bench(problem)
      let raw = (0..<bench.rows).map { _ in generator.uniform() + 0.05 }
      let total = raw.reduce(0, +)
      let weights = raw.map { $0 / total }
      let weighted = try bench.tape(seedingLosses: weights)
      for index in 0..<2 {
        let column = bench.perSample.column(index)
        let gap = Double(bench.rows) * Self.covariance(weights, column)
        let size = column.map(abs).max() ?? 0
        #expect(isNear(weighted[index] - bench.meanGradient[index], gap, size: size), "\(seed)")
      }
    }
  }

  @Test func unequalMicroBatchesAreOffByTheCovarianceOfSizesAndMeans() throws {
    for seed in 0..<1000 {
      let (problem, start) = try Self.random(seed)
      var generator = start
      let bench = try Self.bench(problem)
      let cut = 1 + Int(generator.next() % UInt64(bench.rows - 1))
      let batches = [0..<cut, cut..<bench.rows]
      let mean = MeanOfMicroBatchMeans()
      let taped = try bench.gradient(of: mean, SampleGrouping(batches))
      let gap = MicroBatchCovariance.gap(bench, batches)
      for index in 0..<2 {
        let size = bench.perSample.column(index).map(abs).max() ?? 0
        #expect(
          isNear(taped[index] - bench.meanGradient[index], gap[index], size: size), "\(seed)")
      }
    }
  }

  @Test func theSecondMomentIsOffByTheVariance() throws {
    for seed in 0..<1000 {
      let bench = try Self.bench(Self.random(seed).0)
      for index in 0..<2 {
        let column = bench.perSample.column(index)
        let squares = Summation.mean(column.map { $0 * $0 })
        let mean = bench.meanGradient[index]
        #expect(
          isNear(squares - mean * mean, Self.covariance(column, column), size: squares), "\(seed)")
      }
    }
  }

  // MARK: B: averaged inputs

  @Test func averagedInputsAreOffByHalfTheCurvatureTimesTheVariance() throws {
    for seed in 0..<1000 {
      var (problem, _) = try Self.random(seed, spread: 0.02)
      // One target for all, so that the inputs alone vary.
      let target = problem.data.columns[1].values[0]
      problem.data.columns[1].values = problem.data.columns[1].values.map { _ in target }
      let work = try Workload(problem)
      let bench = try Self.bench(problem)
      let x = work.columns[0]
      let centre = Summation.mean(x)
      func gradient(at input: Double) -> [Double] {
        var tape = ColumnTape(work.replacing(columns: [[input], [target]]), at: problem.at)
        return tape.gradientOfMean().gradient
      }
      let step = 0.01
      let (above, here, below) = (
        gradient(at: centre + step), gradient(at: centre), gradient(at: centre - step)
      )
      let variance = Self.covariance(x, x)
      for index in 0..<2 {
        let curvature = (above[index] - 2 * here[index] + below[index]) / (step * step)
        let gap = here[index] - bench.meanGradient[index]
        // What is left are third moments of inputs within a hundredth of their mean.
        let size = abs(curvature) * variance + 20 * variance * step + 1e-15
        #expect(abs(gap + curvature * variance / 2) <= 0.3 * size, "\(seed)")
      }
    }
  }

  // MARK: C: two passes

  @Test func aBentAggregateIsAnAverageOnceItsStatisticIsKnown() throws {
    let aggregations: [any Aggregation] = [
      RootMeanSquaredError(), LogOfMean(), ExpOfMean(), ConditionalValueAtRisk(),
      TiltedMean(tilt: 0.5), Median(), Maximum(), TrimmedMean(),
    ]
    for seed in 0..<1000 {
      let (problem, _) = try Self.random(seed)
      let bench = try Self.bench(problem)
      // An aggregate of every kind needs positive losses.
      guard (bench.samples.losses.min() ?? 0) > 1e-3 else { continue }
      let grouping = SampleGrouping(MicroBatches.ragged(bench.rows))
      let aggregation = aggregations[seed % aggregations.count]
      let taped = try bench.tape(
        seedingLosses: aggregation.coefficients(bench.samples.losses, grouping))
      let twoPasses = aggregation.gradientOfAggregate(
        bench.perSample, bench.samples.losses, grouping)
      let referee = bench.referee(of: aggregation, grouping)
      let factors = aggregation.coefficients(bench.samples.losses, grouping)
      for index in 0..<2 {
        let size = (0..<bench.rows).reduce(0.0) {
          $0 + abs(factors[$1] * bench.perSample[$1, index])
        }
        #expect(isNear(taped[index], twoPasses[index], size: size), "\(aggregation.name) \(seed)")
        #expect(
          abs(referee.gradient[index] - taped[index]) <= referee.bound[index] + 1e-13 * size,
          "\(aggregation.name) \(seed)")
      }
    }
  }

  // MARK: D: order

  @Test func aPassOfSinglesStepsIsOffInTheSecondOrderOfTheRate() throws {
    for seed in 0..<1000 {
      let (problem, _) = try Self.random(seed)
      let work = try Workload(problem)
      let rows = (0..<work.rows).map { row in
        work.replacing(columns: work.columns.map { [$0[row]] })
      }
      let start = problem.at
      func gradient(_ row: Int, _ at: [Double]) -> [Double] {
        var tape = ColumnTape(rows[row], at: at)
        return tape.gradientOfMean().gradient
      }
      let gradients = rows.indices.map { gradient($0, start) }
      func gap(_ rate: Double) -> [Double] {
        var at = start
        for row in rows.indices {
          at = zip(at, gradient(row, at)).map { $0 - rate * $1 }
        }
        return (0..<2).map { index in
          let batch = start[index] - rate * gradients.reduce(0) { $0 + $1[index] }
          return (at[index] - batch) / (rate * rate)
        }
      }
      var predicted = [0.0, 0]
      var before = [0.0, 0]
      for row in rows.indices {
        let hessian = try #require(Hessian.ofMean(rows[row], at: start))
        for i in 0..<2 {
          predicted[i] += hessian[2 * i] * before[0] + hessian[2 * i + 1] * before[1]
        }
        for i in 0..<2 { before[i] += gradients[row][i] }
      }
      let rate = 0x1p-13
      let (wide, narrow) = (gap(rate), gap(rate / 2))
      for index in 0..<2 {
        // The rest shrinks with the rate: what is left at rate zero is the prediction.
        let limit = 2 * narrow[index] - wide[index]
        let scale = 1 + abs(predicted[index]) + abs(wide[index] - narrow[index]) * 1e3
        #expect(abs(limit - predicted[index]) <= 1e-4 * scale, "\(seed)")
      }
    }
  }
}

/// The referee stands by its side whatever the size of the numbers.
@Suite struct RefereeScaleTests {
  @Test(arguments: [1e-100, 1e-30, 1, 1e30])
  func dataOfAnySizeAreRefereed(size: Double) throws {
    let x = [0.0, 1, 2, 3, 4].map { size * $0 }
    let y = [1, 2, 2.5, 5, 4].map { size * $0 }
    // The intercept is 0, of which no share is a step.
    let problem = try Fixture.problem([("x", x), ("y", y)], at: [0.5, 0])
    for id in ["A01", "B01", "C05", "C12", "E02"] {
      try Fixture.expectRefereed(try Fixture.measured(id, problem))
    }
  }

  @Test func aSaturatedSigmoidIsRoundedAndNotDifferent() throws {
    var generator = TestGenerator(state: 9)
    // One minus the sigmoid is about e to the power of minus 20.
    let x = (0..<40).map { _ in 2 + generator.uniform() / 2 }
    let problem = try Fixture.problem(
      [("x", x), ("y", x.map { _ in 1 })], model: "sigmoid(m*x + b)",
      loss: "log(1 + exp(f)) - y*f", at: [10, 0])
    let measured = try GradientMeasurement(problem, try Workload(problem), at: problem.at)
    #expect(measured.gradient.comparison.verdict != .different)
  }
}
