/// How N per-sample things become one, with both halves of the question in one type.
///
/// The left half aggregates the losses and differentiates: ``reduce(_:_:)``, its differential
/// ``coefficients(_:_:)`` and, for what a pipeline does to a gradient before it steps,
/// ``transform(_:)``. The right half, ``combine(_:_:_:)``, treats every sample's gradient in the
/// same manner and averages. Where the aggregate is a fixed weighted sum and nothing is done to the
/// gradient, the two halves agree.
///
/// Every function takes N losses, a grouping of N samples and gradients of N rows; other lengths
/// are a programming error. Without samples the aggregate is 0 and its gradient the zero vector. A
/// NaN among what counts makes the result NaN.
///
/// To add one, put a file into `Aggregations/` that declares a type of the file's name.
public protocol Aggregation: Sendable {
  /// For the registry, which makes one of every aggregation with the usual settings.
  init()
  /// What frameworks call it, the name that we use first.
  var names: [String] { get }
  /// What it does, in one line.
  var summary: String { get }
  /// What it is done to.
  var subject: AggregationSubject { get }
  /// Makes one number of N losses.
  func reduce(_ losses: [Double], _ grouping: SampleGrouping) -> Double
  /// The N partial derivatives of ``reduce(_:_:)`` by each loss: the gradient of the aggregate is
  /// the sum of the samples' gradients with these factors, and a tape that begins with them on the
  /// way back computes it. Where there is none, a subgradient, of which the type tells.
  func coefficients(_ losses: [Double], _ grouping: SampleGrouping) -> [Double]
  /// What is done to the gradient of the aggregate, P components, before it is used.
  func transform(_ gradient: [Double]) -> [Double]
  /// Makes one vector of P components of the N gradients of the samples' own losses.
  func combine(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double]
}

/// What an aggregation is done to.
public enum AggregationSubject: Int, Sendable, Equatable, CaseIterable {
  /// Either, with the same name.
  case lossesOrGradients
  /// The losses, before differentiation.
  case losses
  /// The gradients, after it.
  case gradients
}

extension Aggregation {
  /// The name that we use.
  public var name: String { names.first ?? "" }
  /// What most are done to.
  public var subject: AggregationSubject { .losses }
  /// The gradient as it is.
  public func transform(_ gradient: [Double]) -> [Double] { gradient }

  /// The aggregate of samples that all count the same and are in one batch.
  public func reduce(_ losses: [Double]) -> Double {
    reduce(losses, SampleGrouping(samples: losses.count))
  }

  /// The differential for samples that all count the same and are in one batch.
  public func coefficients(_ losses: [Double]) -> [Double] {
    coefficients(losses, SampleGrouping(samples: losses.count))
  }

  /// The right half for samples that all count the same and are in one batch.
  public func combine(_ gradients: PerSampleGradients, _ losses: [Double]) -> [Double] {
    combine(gradients, losses, SampleGrouping(samples: gradients.rows))
  }

  /// The left half out of the samples' gradients: their sum with the differential's factors, then
  /// ``transform(_:)``.
  ///
  /// This is the repair in two passes: once the factors are known from all losses, the samples can
  /// be added in any pieces.
  /// - Complexity: O(N P) after the factors.
  public func gradientOfAggregate(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    let factors = coefficients(losses, grouping)
    return transform(gradients.sum(in: 0..<gradients.rows) { factors[$0] * $1 })
  }

  /// What accumulation over the grouping's micro-batches, or training on as many machines, gives:
  /// every micro-batch aggregates its own losses and takes the left half, and these gradients are
  /// averaged, each micro-batch counting the same.
  /// - Complexity: O(N P) after the factors.
  public func accumulate(
    _ gradients: PerSampleGradients, _ losses: [Double], _ grouping: SampleGrouping
  ) -> [Double] {
    let batches = grouping.microBatches
    var steps: [Double] = []
    steps.reserveCapacity(batches.count * gradients.columns)
    for batch in batches {
      let factors = coefficients(Array(losses[batch]), grouping.restricted(to: batch))
      steps += transform(
        gradients.sum(in: batch) { factors[$0 - batch.lowerBound] * $1 })
    }
    return PerSampleGradients(rows: batches.count, columns: gradients.columns, values: steps)
      .meanOfRows { $1 }
  }
}

extension Registry {
  /// All aggregations: those of either, of losses, of gradients.
  public static var aggregationsInOrder: [any Aggregation] {
    AggregationSubject.allCases.flatMap { subject in
      aggregations.filter { $0.subject == subject }
    }
  }

  /// The aggregation of that name with the usual settings, or nil.
  public static func aggregation(named name: String) -> (any Aggregation)? {
    aggregations.first { $0.names.contains(name) }
  }
}
