import Formula

/// What a network with K outputs is trained on: one sample's loss of its outputs and targets.
///
/// The objective is the mean over samples. A loss that is counted for each output is the mean over
/// the K outputs, as `reduction="mean"` of PyTorch and Keras has it, except for
/// ``meanSquaredOverSamples``. At a kink the derivative is 0.
public enum OutputLoss: Sendable, Equatable, CaseIterable {
  /// The sum over outputs of squared errors: its mean over samples divides by N alone.
  case meanSquaredOverSamples
  /// The mean over outputs of squared errors, K times smaller: PyTorch's `mse_loss`.
  case meanSquaredOverSamplesAndOutputs
  /// Absolute errors: PyTorch's `l1_loss`.
  case absolute
  /// Squared for errors below 1, straight beyond: PyTorch's `huber_loss`.
  case huber
  /// The logarithm of the hyperbolic cosine of the errors: Keras' `log_cosh`.
  case logCosh
  /// Log odds for targets from 0 to 1: PyTorch's `binary_cross_entropy_with_logits`.
  case logistic
  /// Unnormalised log probabilities of K classes for a label from 0: PyTorch's `cross_entropy`.
  case crossEntropy
  /// Logarithms of means for counts: PyTorch's `poisson_nll_loss`.
  case poisson
  /// Targets of -1 or 1: Keras' `hinge`.
  case hinge

  /// The loss of that name.
  public init?(name: String) {
    guard let loss = Self.allCases.first(where: { $0.names.contains(name) }) else { return nil }
    self = loss
  }

  /// The names that it goes by, the usual one first.
  public var names: [String] {
    switch self {
    case .meanSquaredOverSamples: ["mse-over-samples"]
    case .meanSquaredOverSamplesAndOutputs: ["mse", "mse-over-samples-and-outputs", "squared"]
    case .absolute: ["mae", "absolute", "l1"]
    case .huber: ["huber"]
    case .logCosh: ["log-cosh"]
    case .logistic: ["logistic", "bce-with-logits"]
    case .crossEntropy: ["cross-entropy", "softmax-cross-entropy"]
    case .poisson: ["poisson"]
    case .hinge: ["hinge"]
    }
  }

  /// What it is, in one line.
  public var summary: String {
    switch self {
    case .meanSquaredOverSamples: "squared errors, summed over the outputs, mean over samples"
    case .meanSquaredOverSamplesAndOutputs: "squared errors, mean over samples and outputs"
    case .absolute: "absolute errors, mean over samples and outputs"
    case .huber: "squared for errors below 1, straight beyond"
    case .logCosh: "log(cosh(error)): like squared near 0, like absolute far away"
    case .logistic: "for targets of 0 or 1 and outputs on the scale of log odds"
    case .crossEntropy: "for a class label from 0 and one output for each class"
    case .poisson: "for counts and outputs on the scale of their logarithm"
    case .hinge: "for targets of -1 or 1: zero beyond the margin"
    }
  }

  /// Whether it has derivatives of every order everywhere.
  public var isSmooth: Bool {
    switch self {
    case .absolute, .huber, .hinge: false
    case .meanSquaredOverSamples, .meanSquaredOverSamplesAndOutputs, .logCosh, .logistic,
      .crossEntropy, .poisson:
      true
    }
  }

  /// How many targets a sample has for K outputs: K, or 1 where it is the label of a class.
  public func targets(forOutputs outputs: Int) -> Int { self == .crossEntropy ? 1 : outputs }

  /// One sample's loss, written plainly: the reference for what computes it over matrices.
  /// - Parameters:
  ///   - outputs: K numbers.
  ///   - target: ``targets(forOutputs:)`` numbers that ``check(targets:rows:outputs:)`` lets pass.
  public func value(outputs: [Double], target: [Double]) -> Double {
    if self == .crossEntropy {
      guard let label = Self.label(target, outputs.count) else { return .nan }
      let (largest, excess) = Self.logSumExp(outputs)
      return (largest - outputs[label]) + excess
    }
    let losses = zip(outputs, target).map { loss(output: $0, target: $1) }
    return Summation.pairwise(losses) / divisor(outputs.count)
  }

  /// The derivatives of ``value(outputs:target:)`` by each output: K numbers.
  public func derivative(outputs: [Double], target: [Double]) -> [Double] {
    if self == .crossEntropy {
      guard let label = Self.label(target, outputs.count) else { return outputs.map { _ in .nan } }
      let (largest, excess) = Self.logSumExp(outputs)
      return outputs.enumerated().map { index, output in
        let logProbability = (output - largest) - excess
        // exp - 1 loses no digits where the class is all but certain.
        return index == label ? Elementary.expm1(logProbability) : Elementary.exp(logProbability)
      }
    }
    let divisor = divisor(outputs.count)
    return zip(outputs, target).map { slope(output: $0, target: $1) / divisor }
  }

  // MARK: One output

  /// What the sum over the outputs is divided by.
  func divisor(_ outputs: Int) -> Double {
    self == .meanSquaredOverSamples || self == .crossEntropy ? 1 : Double(outputs)
  }

  private func loss(output f: Double, target y: Double) -> Double {
    let size = (f - y).magnitude
    switch self {
    case .meanSquaredOverSamples, .meanSquaredOverSamplesAndOutputs: return size * size
    case .absolute: return size
    case .huber: return size < 1 ? size * size / 2 : size - 0.5
    case .logCosh:
      // tanh keeps the digits near 0; far away it is 1 and the exponential small.
      if size < 1 {
        let tanh = Elementary.tanh(size)
        return -Elementary.log1p(-tanh * tanh) / 2
      }
      return size + Elementary.log1p(Elementary.exp(-2 * size)) - Elementary.log(2)
    case .logistic:
      return (f > 0 ? f - y * f : -y * f) + Elementary.log1p(Elementary.exp(-f.magnitude))
    case .crossEntropy: return .nan
    case .poisson: return Elementary.exp(f) - y * f
    case .hinge:
      let violation = 1 - y * f
      return violation <= 0 ? 0 : violation
    }
  }

  private func slope(output f: Double, target y: Double) -> Double {
    let error = f - y
    switch self {
    case .meanSquaredOverSamples, .meanSquaredOverSamplesAndOutputs: return 2 * error
    case .absolute: return GradientClipping.sign(error)
    case .huber: return GradientClipping.byValue(error, limit: 1)
    case .logCosh: return Elementary.tanh(error)
    case .logistic: return Elementary.sigmoid(f) - y
    case .crossEntropy: return .nan
    case .poisson: return Elementary.exp(f) - y
    case .hinge: return 1 - y * f <= 0 ? 0 : -y
    }
  }

  // MARK: Classes

  private static func label(_ target: [Double], _ classes: Int) -> Int? {
    guard let value = target.first, let label = Int(exactly: value), (0..<classes).contains(label)
    else { return nil }
    return label
  }

  /// The largest output and how much the log of the sum of exponentials is above it: apart, so that
  /// the loss of a class that is all but certain keeps its digits.
  private static func logSumExp(_ outputs: [Double]) -> (largest: Double, excess: Double) {
    guard !outputs.contains(where: \.isNaN), let largest = outputs.max(),
      let place = outputs.firstIndex(of: largest)
    else { return (.nan, .nan) }
    let others = outputs.indices.map { $0 == place ? 0 : Elementary.exp(outputs[$0] - largest) }
    return (largest, Elementary.log1p(Summation.pairwise(others)))
  }
}

/// A target that a loss cannot take, or a number of targets that does not fit the outputs.
public struct TargetError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sample, counted from 0; nil if it is about all.
  public var row: Int?
  /// The target's value; nil if its number is at fault.
  public var value: Double?
  /// What is wrong, in lower case and without a full stop.
  public var problem: String
  /// What to do about it.
  public var advice: String

  /// `row R: what is wrong; what to do`, with rows counted from 1.
  public var description: String {
    (row.map { "row \($0 + 1): " } ?? "") + "\(problem); \(advice)"
  }

  /// The same as an error of bad input, with its place in a file if it has one.
  public func inputError(file: String? = nil, line: Int? = nil) -> InputError {
    guard line == nil, let row else {
      return InputError(.badData, file: file, line: line, problem, advice: advice)
    }
    return InputError(.badData, file: file, "row \(row + 1): \(problem)", advice: advice)
  }
}

extension OutputLoss {
  /// Checks the targets of all samples, sample by sample in one array.
  /// - Throws: ``TargetError`` for the first target that the loss cannot take, or if the number of
  ///   targets does not fit `rows` and the outputs.
  public func check(targets: [Double], rows: Int, outputs: Int) throws(TargetError) {
    let width = self.targets(forOutputs: outputs)
    let (count, overflow) = width.multipliedReportingOverflow(by: rows)
    guard outputs > 0, rows >= 0, !overflow, targets.count == count else {
      throw TargetError(
        problem: "\(targets.count) targets do not fit \(rows) samples and"
          + " \(Self.plural(outputs, "output"))",
        advice: width == outputs
          ? "give each sample one target for each output"
          : "give each sample the label of its class and the network an output for each class")
    }
    for index in targets.indices {
      if let fault = fault(of: targets[index], outputs: outputs) {
        throw TargetError(
          row: index / width, value: targets[index], problem: fault.problem, advice: fault.advice)
      }
    }
  }

  /// What is wrong with one target, or nil.
  private func fault(of y: Double, outputs: Int) -> (problem: String, advice: String)? {
    guard y.isFinite else { return ("the target \(y) is not a finite number", "drop the row") }
    switch self {
    case .crossEntropy:
      if y != y.rounded() {
        return (
          "the label \(y) is not whole", "number the classes from 0, or use mse for measurements"
        )
      }
      guard y < 0 || y >= Double(outputs) else { return nil }
      let classes = "the \(Self.plural(outputs, "class", "classes")) 0 to \(outputs - 1)"
      return (
        "the label \(Self.whole(y)) is outside \(classes)",
        y == Double(outputs)
          ? "number the classes from 0, or give the network one output more"
          : "number the classes from 0, one output for each"
      )
    case .logistic:
      guard y < 0 || y > 1 else { return nil }
      return (
        "the target \(Self.whole(y)) is not between 0 and 1",
        y == -1
          ? "use 0 and 1 for the two classes, or hinge for -1 and 1"
          : "use 0 and 1 for the two classes, or cross-entropy for more"
      )
    case .hinge:
      guard y != 1, y != -1 else { return nil }
      return (
        "the target \(Self.whole(y)) is neither -1 nor 1",
        y == 0
          ? "use -1 and 1 for the two classes, or logistic for 0 and 1"
          : "use -1 and 1 for the two classes, or cross-entropy for more"
      )
    case .poisson:
      return y < 0
        ? ("the target \(Self.whole(y)) is negative, which no count is", "use mse, or drop the row")
        : nil
    case .meanSquaredOverSamples, .meanSquaredOverSamplesAndOutputs, .absolute, .huber, .logCosh:
      return nil
    }
  }

  private static func plural(_ count: Int, _ one: String, _ more: String? = nil) -> String {
    "\(count) \(count == 1 ? one : more ?? one + "s")"
  }

  /// Whole numbers without the decimals that no label has.
  private static func whole(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
