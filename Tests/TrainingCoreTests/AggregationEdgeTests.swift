import Testing

@testable import TrainingCore

/// Nothing, zeros, infinities and NaN, and groupings that do not fit.
@Suite struct AggregationEdgeTests {
  @Test func everyAggregationIsInTheRegistryOnceWithItsNames() {
    let names = Registry.aggregations.flatMap(\.names)
    #expect(Set(names).count == names.count)
    #expect(Registry.aggregations.count == 20)
    for aggregation in Registry.aggregations {
      #expect(!aggregation.summary.isEmpty && !aggregation.summary.hasSuffix("."))
      for name in aggregation.names {
        #expect(Registry.aggregation(named: name)?.name == aggregation.name)
      }
    }
    #expect(Registry.aggregation(named: "averag") == nil)
    #expect(
      Registry.aggregationsInOrder.map(\.name) == [
        "mean", "sum", "cvar", "exp-of-mean", "log-of-mean", "max", "mean-of-micro-batch-means",
        "mean-over-elements", "median", "rmse", "tilted-mean", "token-weighted-mean",
        "trimmed-mean", "weighted-mean", "clip-norm-after-mean", "clip-value",
        "clip-norm-per-micro-batch", "clip-norm-per-sample", "normalize", "sign",
      ])
  }

  @Test func ofNothingTheAggregateAndItsGradientAreZero() throws {
    let nothing = PerSampleGradients(rows: 0, columns: 2)
    for aggregation in Registry.aggregations {
      let grouping = SampleGrouping(samples: 0)
      #expect(aggregation.reduce([], grouping) == 0, "\(aggregation.name)")
      #expect(aggregation.coefficients([], grouping) == [])
      #expect(aggregation.combine(nothing, [], grouping) == [0, 0], "\(aggregation.name)")
      #expect(aggregation.gradientOfAggregate(nothing, [], grouping) == [0, 0])
      #expect(aggregation.accumulate(nothing, [], grouping) == [0, 0])
    }
  }

  @Test func oneSampleAloneIsItsOwnAggregate() throws {
    let gradients = PerSampleGradients(rows: 1, columns: 2, values: [0.25, -0.5])
    for aggregation in Registry.aggregations where aggregation.subject != .gradients {
      switch aggregation {
      case is RootMeanSquaredError, is LogOfMean, is ExpOfMean: continue
      default:
        #expect(aggregation.reduce([2.5]) == 2.5, "\(aggregation.name)")
        #expect(aggregation.coefficients([2.5]) == [1])
        #expect(aggregation.combine(gradients, [2.5]) == [0.25, -0.5])
      }
    }
  }

  @Test func aNaNLossIsSeenInEveryAggregateOfLosses() {
    for aggregation in Registry.aggregations {
      for place in 0..<3 {
        var losses = [1.0, 2, 3]
        losses[place] = .nan
        #expect(aggregation.reduce(losses).isNaN, "\(aggregation.name) \(place)")
        switch aggregation {
        case is any OrderedAggregation, is Maximum, is TiltedMean, is RootMeanSquaredError,
          is LogOfMean,
          is ExpOfMean:
          #expect(allNaN(aggregation.coefficients(losses)), "\(aggregation.name)")
        default: break
        }
      }
    }
  }

  @Test func aNaNGradientIsSeenInEveryCombination() {
    for aggregation in Registry.aggregations {
      let gradients = PerSampleGradients(rows: 3, columns: 2, values: [1, 2, .nan, 3, 4, 5])
      let found = aggregation.combine(gradients, [1, 2, 3])
      #expect(found[0].isNaN, "\(aggregation.name)")
    }
  }

  private func allNaN(_ values: [Double]) -> Bool { values.allSatisfy(\.isNaN) }

  @Test func rootsAtZeroHaveNoSlope() {
    let rmse = RootMeanSquaredError()
    #expect(rmse.reduce([0, 0]) == 0 && rmse.coefficients([0, 0]) == [0, 0])
    let gradients = PerSampleGradients(rows: 2, columns: 1, values: [0, 4])
    #expect(rmse.combine(gradients, [0, 4]) == [0.5])
    #expect(rmse.reduce([-1, -2]).isNaN)
  }

  @Test func rootsOfHugeLossesDoNotOverflow() {
    let huge = 1.5e308
    let rmse = RootMeanSquaredError()
    #expect(VectorNorm.ulps(rmse.reduce([huge, huge, huge]), huge.squareRoot()) <= 2)
    #expect(rmse.reduce([huge, .infinity]) == .infinity)
    #expect(rmse.coefficients([huge, huge]).min() ?? 0 > 0)
  }

  @Test func tiltedMeansOfHugeLossesDoNotOverflow() {
    #expect(TiltedMean(tilt: 5).reduce([1000, 0]) > 999)
    #expect(TiltedMean(tilt: -5).reduce([1000, 0]) < 1)
    #expect(TiltedMean(tilt: 1).coefficients([1e300, 0]) == [1, 0])
    #expect(TiltedMean(tilt: 1).reduce([1, .infinity]) == .infinity)
    #expect(TiltedMean(tilt: -1).reduce([2, .infinity]).isFinite)
    #expect(TiltedMean(tilt: -1).coefficients([2, .infinity]) == [1, 0])
  }

  @Test func logOfAMeanOfZeroIsMinusInfinity() {
    #expect(LogOfMean().reduce([0, 0]) == -.infinity)
    #expect(LogOfMean().coefficients([0, 0]) == [.infinity, .infinity])
    #expect(ExpOfMean().reduce([800, 700]) == .infinity)
  }

  @Test func tiesShareEvenly() {
    #expect(Maximum().coefficients([1, 3, 3, 2]) == [0, 0.5, 0.5, 0])
    let third = 1 / 3.0
    #expect(Median().coefficients([1, 2, 2, 2, 5]) == [0, third, third, third, 0])
    #expect(Median(ofEven: .mean).coefficients([4, 1, 3, 3]) == [0, 0, 0.5, 0.5])
    #expect(TrimmedMean(trim: 0.25).coefficients([1, 1, 2, 3]) == [0.25, 0.25, 0.5, 0])
    #expect(
      ConditionalValueAtRisk(worst: 0.25).coefficients([7, 7, 7, 7])
        == Array(repeating: 0.25, count: 4))
    #expect(Maximum().coefficients([0, -0.0]) == [0.5, 0.5])
  }

  @Test func infiniteLossesThatAreCutOffDoNotCount() {
    #expect(TrimmedMean().reduce([.infinity, 1, 2, -.infinity]) == 1.5)
    #expect(Median().reduce([.infinity, 1, 2]) == 2)
    #expect(Maximum().reduce([.infinity, 1]) == .infinity)
  }

  @Test(arguments: [-1, 0, 0.5, 0.7, 1, .nan, .infinity])
  func settingsOutOfRangeStillLeaveAnAggregate(share: Double) {
    let losses = [1.0, 2, 3, 4, 5]
    let trimmed = TrimmedMean(trim: share).reduce(losses)
    #expect(trimmed == 3)
    if !share.isNaN {
      let worst = ConditionalValueAtRisk(worst: share).reduce(losses)
      #expect(worst >= 3 && worst <= 5)
    }
  }

  @Test func zeroGradientsStayAndInfiniteOnesAreSeen() {
    #expect(GradientClipping.byNorm([0, 0], limit: 1) == [0, 0])
    #expect(GradientClipping.normalized(0, norm: 0) == 0)
    #expect(NormalizeEachSample().transform([0, 0]) == [0, 0])
    let gradients = PerSampleGradients(rows: 2, columns: 2, values: [0, 0, 3, 4])
    expectAggregate(NormalizeEachSample().combine(gradients, [1, 1]), [0.3, 0.4], within: 1e-15)
    #expect(ClipEachSample(norm: 5).combine(gradients, [1, 1]) == [1.5, 2])
    #expect(allNaN(GradientClipping.byNorm([.infinity, 1], limit: 1)))
    #expect(allNaN(NormalizeEachSample().transform([.infinity, 1])))
    #expect(SignOfEachSample().transform([-3, 0, 2]) == [-1, 0, 1])
    #expect(GradientClipping.byValue(.nan, limit: 1).isNaN)
    #expect(GradientClipping.byValue(-.infinity, limit: 2) == -2)
    expectAggregate(GradientClipping.byNorm([3e200, 4e200], limit: 5), [3, 4], within: 1e-15)
    let huge = PerSampleGradients(rows: 1, columns: 2, values: [3e200, 4e200])
    expectAggregate(ClipEachSample(norm: 5).combine(huge, [1]), [3, 4], within: 1e-15)
    let tiny = PerSampleGradients(rows: 1, columns: 2, values: [-3e-200, 4e-200])
    expectAggregate(NormalizeEachSample().combine(tiny, [1]), [-0.6, 0.8], within: 1e-15)
    expectAggregate(NormalizeEachSample().transform([1e-300 * 0x1p-60, 0]), [1, 0])
  }

  @Test func whatDoesNotCountAtAllIsNaNAsInPyTorch() throws {
    let ignored = try SampleGrouping(samples: 4, sizes: [2, 2], weights: [0, 0, 1, 1])
    let none = try SampleGrouping(samples: 2, weights: [0, 0], elements: [0, 0])
    #expect(MeanOfMicroBatchMeans(inside: .weights).reduce([1, 2, 3, 4], ignored).isNaN)
    #expect(WeightedMean().reduce([1, 2, 3, 4], ignored) == 3.5)
    #expect(WeightedMean().reduce([1, 2], none).isNaN)
    #expect(TokenWeightedMean().reduce([1, 2], none).isNaN)
  }

  @Test func microBatchesOfOneSizeEndWithAShortOne() {
    #expect(SampleGrouping(samples: 7, batchSize: 3).microBatches == [0..<3, 3..<6, 6..<7])
    #expect(SampleGrouping(samples: 2, batchSize: 100).microBatches == [0..<2])
    #expect(SampleGrouping(samples: 2, batchSize: .max).microBatches == [0..<2])
    #expect(SampleGrouping(samples: 0, batchSize: 3).microBatches == [])
    #expect(SampleGrouping(samples: 5).microBatches == [0..<5])
  }

  private func message(
    sizes: [Int]? = nil, weights: [Double]? = nil, elements: [Int]? = nil
  ) -> String? {
    do throws(InputError) {
      _ = try SampleGrouping(samples: 4, sizes: sizes, weights: weights, elements: elements)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [[3], [3, 2], [4, 0], [5, -1], [.max, .max], []])
  func microBatchesThatDoNotAddUpAreRefused(sizes: [Int]) {
    let advice = "; give sizes of at least 1 that add up to the number of samples"
    #expect(
      message(sizes: sizes)
        == "micro-batches of \(sizes.map(String.init).joined(separator: ", "))"
        + " do not make up 4 samples" + advice)
  }

  @Test func weightsAndElementsThatDoNotFitAreRefused() {
    #expect(message(weights: [1, 2]) == "2 weights for 4 samples; give one for each")
    let advice = "; give finite numbers that are not negative"
    for bad in [-1, .nan, .infinity] {
      #expect(
        message(weights: [1, bad, 1, 1]) == "the weights hold \(bad) for sample 2" + advice)
    }
    #expect(
      message(elements: [-1, 2, 3, 4])
        == "the numbers of elements hold -1 for sample 1" + advice)
    #expect(message(sizes: [1, 3], weights: [0, 0, 0, 1], elements: [0, 1, 2, 3]) == nil)
  }
}
