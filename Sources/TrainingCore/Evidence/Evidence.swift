/// Everything that one run measures: what figures are drawn from and chapters quote.
public struct Evidence: Sendable {
  /// What was measured, its comparison point filled in.
  public var problem: Problem
  /// What each sample contributes at the comparison point.
  public var samples: SampleEvidence
  /// The gradient of the average loss at the comparison point, by independent routes.
  public var gradient: GradientEvidence
  /// Samples whose loss has no derivative where gradients are compared; nil if every one has.
  public var kinks: KinkEvidence?
  /// The average loss at the comparison point.
  public var objective: Double
  /// Where the average loss is least, or where the search for that place ended.
  public var optimum: Optimum
  /// The largest learning rate at which gradient descent on the mean loss converges, 2 over the
  /// largest eigenvalue of the whole Hessian on the data as given; nil unless the mean loss is a
  /// quadratic of the parameters (a model affine in them under the squared error).
  public var largestStableRate: Double?
  /// The asker's derivation with the value of every line at the comparison point.
  public var derivation: Derivation
  /// The three things that "average error" may mean, one for each ``Reading/Kind`` in its order.
  public var readings: [Reading]
  /// Products of the samples' deltas and activations: the areas of the covariance figure.
  public var covariance: CovarianceEvidence
  /// Training on the plane of two parameters, or the reason why that cannot be shown.
  public var training: Result<TrainingEvidence, Unavailable>
  /// The same with centred inputs, where the wrong average cannot learn a line's slope at all.
  public var centredTraining: Result<TrainingEvidence, Unavailable>
  /// The catalogue, or the part of it that was asked for, in the order of its files' names.
  public var cases: [CaseResult]
  /// Which rows the catalogue was measured on; nil if on all.
  public var casesNote: String?
  /// Both sides of the claim for models of several kinds on the same inputs, in double and in single
  /// precision, and for the reader's own.
  public var modelChecks: [ModelCheck] = []
  /// How far differences of the mean loss are off by their steps: for the reader's own model, and for
  /// a network.
  public var differenceCurves: [DifferenceCurve] = []
  /// Descent along mean and sum of the gradients below and above their largest learning rates; empty
  /// where ``largestStableRate`` is nil or there is nothing to see.
  public var ratePaths: [RatePath] = []
}

/// Why something cannot be shown for this problem, in one sentence for the reader.
public struct Unavailable: Error, Sendable, Equatable, CustomStringConvertible {
  /// The reason, in lower case and without a full stop.
  public var description: String
  /// Something that cannot be shown for the given reason.
  public init(_ description: String) { self.description = description }
}

/// What each sample contributes at the point where gradients are compared; arrays of N, in the
/// order of the rows.
public struct SampleEvidence: Sendable {
  /// The model's value for each sample, in units of the target.
  public var predictions: [Double]
  /// Target minus prediction, with its sign, in units of the target.
  public var residuals: [Double]
  /// Each sample's own loss, not divided by N.
  public var losses: [Double]
  /// Derivative of each sample's loss by its prediction.
  public var deltas: [Double]
}

/// The gradient by independent routes, each a vector of P components.
public struct GradientEvidence: Sendable {
  /// The parameters' names, which give all vectors their order.
  public var parameters: [String]
  /// The comparison point: one value for each parameter, in the order of `parameters`.
  public var at: [Double]
  /// Route 1: reverse mode on the averaged scalar, over columns or a network's matrices.
  public var gradientOfAverage: [Double]
  /// Route 2: one small tape for each sample, then the mean.
  public var averageOfGradients: [Double]
  /// Route 3: the symbolic derivative, evaluated and averaged.
  public var symbolic: [Double]
  /// Route 4: dual numbers.
  public var forwardMode: [Double]
  /// Route 5, the referee: central differences of the average.
  public var finiteDifference: [Double]
  /// How far each component of the referee may be off, in units of the gradient.
  public var finiteDifferenceErrorBound: [Double]
  /// Exact arithmetic on the data as they are, rounded once at the end; nil where the formula or
  /// the size of the data does not allow it.
  public var exact: [Double]?
  /// The samples' own gradients from route 2: N rows of P; see ``PerSampleGradients``.
  public var perSample: PerSampleGradients
  /// Route 1 (left) against route 2 (right).
  public var comparison: Comparison
  /// Route 1 against every other route, by name, in the order of the routes.
  public var otherRoutes: [(name: String, comparison: Comparison)]
}

/// The parameters with the least average loss.
public struct Optimum: Sendable {
  /// How an optimum was found.
  public enum Method: String, Sendable {
    case leastSquares = "least squares by QR on centred and scaled columns"
    case levenbergMarquardt = "Levenberg-Marquardt"
    case newton = "damped Newton"
    case gaussNewton = "damped Gauss-Newton steps with the loss's own curvature"
    case reweighted = "iteratively reweighted least squares"
  }
  /// Where it is: one value for each of the problem's parameters, in their order.
  public var parameters: [Double]
  /// The average loss there.
  public var value: Double
  /// How it was found.
  public var method: Method
  /// Largest component of the gradient there, as a share of the largest at the comparison point, be
  /// it of the average loss or of a single sample; 1 if that is no number. Training has no comparison
  /// point, so there it is a share of the samples' largest at the optimum itself.
  public var relativeGradient: Double
  /// Steps of the method; 1 for least squares, which needs no second.
  public var iterations: Int
  /// Whether the loss is least there, as far as its gradient can tell; if not, the parameters are
  /// merely where the search ended.
  public var isAttained = true
  /// Why the optimum is not unique or was not reached, for the reader; nil if all is well.
  public var caveat: String?
}

/// The asker's derivation, line by line, every line evaluated by a mechanism of its own.
public struct Derivation: Sendable {
  /// One line of the derivation for one parameter.
  public struct Line: Sendable {
    /// The name of the parameter by which the line differentiates.
    public var parameter: String
    /// Which line it is, from 0 (the definition) to 6 (the closed form).
    public var line: Int
    /// The rule that leads from the line before to this one: "factor rule", "sum rule" ...
    public var rule: String
    /// The line's right-hand side; brackets that the question left out stand in `\added{...}`.
    public var tex: String
    /// How the value was computed, in a few words.
    public var mechanism: String
    /// The derivative of the average loss by the parameter, as this line computes it.
    public var value: Double
    /// Distance from the exact value in units in the last place; nil if no exact value is known.
    public var ulpsFromExact: Double?
    /// The exact value (left), or line 0's where none is known, against this line's (right): one
    /// component each.
    public var comparison: Comparison
  }
  /// What a line says if the brackets that were left out are not put in.
  public struct LiteralReading: Sendable {
    /// The name of the parameter by which the line differentiates.
    public var parameter: String
    /// Which line it is: 3 or 4.
    public var line: Int
    /// The line's right-hand side without the brackets.
    public var tex: String
    /// What that amounts to at the comparison point.
    public var value: Double
  }
  /// Seven lines for each of the first six parameters, one parameter after the other.
  public var lines: [Line]
  /// What the two lines without brackets, 3 and 4, say if the derivative binds tighter than the
  /// minus; empty where the loss is not a function of `y - f`.
  public var literal: [LiteralReading]
}

/// One of the three things that people call "the average error", and the gradient it leads to.
public struct Reading: Sendable {
  /// What is averaged: the losses, the errors with their signs, or the inputs.
  public enum Kind: String, Sendable, CaseIterable { case losses, signedErrors, inputs }
  /// What is averaged.
  public var kind: Kind
  /// What is computed, as TeX.
  public var tex: String
  /// The vector that it leads to at the comparison point, one component for each parameter.
  public var gradient: [Double]
  /// The gradient of the average loss (left) against this reading's (right).
  public var comparison: Comparison
  /// The gap, this reading's vector minus the gradient of the average loss, by the closed formula,
  /// computed apart from both sides; nil where there is none.
  public var closedFormGap: [Double]?
}

/// mean(delta a) against mean(delta) mean(a), for one parameter at a time.
public struct CovarianceEvidence: Sendable {
  /// Derivative of each sample's prediction by each parameter: P arrays of N.
  public var activations: [[Double]]
  /// Whether the samples' deltas differ beyond rounding.
  public var deltasVary: Bool
  /// The mean over the samples of the derivative of the loss by the prediction.
  public var meanDelta: Double
  /// The mean of the activations over the samples, one for each parameter.
  public var meanActivations: [Double]
  /// mean(delta_i a_i), one for each parameter.
  public var meanOfProducts: [Double]
  /// mean(delta) mean(a), one for each parameter.
  public var productOfMeans: [Double]
  /// Cov(delta, a) by its definition, with the factor 1/N, apart from the two above; one for each
  /// parameter.
  public var covariance: [Double]
}

extension Evidence {
  /// What a case of the catalogue measured.
  /// - Throws: ``Unavailable`` with the reason if it does not apply, or was not asked for.
  public func measured(_ id: String) throws(Unavailable) -> CaseResult.Measurement {
    guard let result = cases.first(where: { $0.id == id }) else {
      throw Unavailable("case \(id) was not asked for")
    }
    return try result.outcome.get()
  }
}
