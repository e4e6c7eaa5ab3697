import Foundation

@testable import TrainingCore

/// What PyTorch's optimizers did, from Tests/Reference/optimizers.json.
///
/// The file was written by Tests/Reference/optimizers.py with PyTorch 2.13.0 (see there for the
/// cases); to make it again: `python3 Tests/Reference/optimizers.py` where torch is installed.
struct OptimizerReference: Decodable {
  var start: [Double]
  var gradients: [[Double]]
  var centre: [Double]
  var matrix: [[Double]]
  var cases: [Case]

  struct Case: Decodable {
    var optimizer: String
    var options: Options
    var fixedDouble, quadraticDouble, fixedFloat, quadraticFloat: [[Double]]
  }

  /// Hyperparameters by PyTorch's names.
  struct Options: Decodable {
    var lr, momentum, dampening, alpha, eps: Double?
    var betas: [Double]?
    var nesterov, centered, amsgrad: Bool?
    var weightDecay, lrDecay, initialAccumulatorValue: Double?

    enum CodingKeys: String, CodingKey {
      case lr, momentum, dampening, alpha, eps, betas, nesterov, centered, amsgrad
      case weightDecay = "weight_decay"
      case lrDecay = "lr_decay"
      case initialAccumulatorValue = "initial_accumulator_value"
    }
  }

  static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Reference/optimizers.json")

  static func read() throws -> OptimizerReference {
    try JSONDecoder().decode(OptimizerReference.self, from: Data(contentsOf: file))
  }
}

extension OptimizerReference.Case {
  /// Our optimizer of the name, with the options that are given and our defaults for the others.
  func rule() throws -> any NamedOptimizer {
    let rule: any NamedOptimizer =
      switch try Registry.optimizer(named: optimizer) {
      case let rule as GradientDescent: set(rule)
      case let rule as Momentum: set(rule)
      case let rule as Nesterov: set(rule)
      case let rule as RMSProp: set(rule)
      case let rule as Adagrad: set(rule)
      case let rule as Adam: set(rule)
      case let rule as AdamW: set(rule)
      case let other: throw InputError(.usage, "no reference for \(other.name)")
      }
    var rated = rule
    put(options.lr, &rated.learningRate)
    return rated
  }

  private func put<Value>(_ value: Value?, _ place: inout Value) {
    if let value { place = value }
  }

  private func set(_ given: GradientDescent) -> GradientDescent {
    var rule = given
    put(options.weightDecay, &rule.weightDecay)
    return rule
  }

  private func set(_ given: Momentum) -> Momentum {
    var rule = given
    put(options.momentum, &rule.momentum)
    put(options.dampening, &rule.dampening)
    put(options.weightDecay, &rule.weightDecay)
    return rule
  }

  private func set(_ given: Nesterov) -> Nesterov {
    var rule = given
    put(options.momentum, &rule.momentum)
    put(options.weightDecay, &rule.weightDecay)
    return rule
  }

  private func set(_ given: RMSProp) -> RMSProp {
    var rule = given
    put(options.alpha, &rule.smoothing)
    put(options.eps, &rule.epsilon)
    put(options.momentum, &rule.momentum)
    put(options.centered, &rule.isCentred)
    put(options.weightDecay, &rule.weightDecay)
    return rule
  }

  private func set(_ given: Adagrad) -> Adagrad {
    var rule = given
    put(options.lrDecay, &rule.learningRateDecay)
    put(options.initialAccumulatorValue, &rule.initialAccumulator)
    put(options.eps, &rule.epsilon)
    put(options.weightDecay, &rule.weightDecay)
    return rule
  }

  private func set(_ given: Adam) -> Adam {
    var rule = given
    set(&rule.moments)
    put(options.weightDecay, &rule.weightDecay)
    return rule
  }

  private func set(_ given: AdamW) -> AdamW {
    var rule = given
    set(&rule.moments)
    put(options.weightDecay, &rule.weightDecay)
    return rule
  }

  private func set(_ moments: inout OptimizerMoments) {
    if let betas = options.betas { (moments.beta1, moments.beta2) = (betas[0], betas[1]) }
    put(options.eps, &moments.epsilon)
    put(options.amsgrad, &moments.usesLargest)
  }
}
