import Glibc

@testable import TrainingCore

/// Definitions taken literally, apart from the kernels under test.
enum SurfaceReference {
  static func activate(_ activation: Activation, _ z: Double) -> Double {
    switch activation {
    case .identity: z
    case .tanh: Glibc.tanh(z)
    case .relu: max(0, z)
    case .sigmoid: 1 / (1 + exp(-z))
    case .gelu: z * 0.5 * (1 + erf(z / 2.0.squareRoot()))
    }
  }

  /// One sample's loss of all outputs; of the cross-entropy the only target is a class.
  static func loss(_ loss: OutputLoss, _ outputs: [Double], _ targets: [Double]) -> Double {
    if loss == .crossEntropy {
      return log(outputs.reduce(0) { $0 + exp($1) }) - outputs[Int(targets[0])]
    }
    let sum = zip(outputs, targets).reduce(0) { $0 + one(loss, $1.0, $1.1) }
    return loss == .meanSquaredOverSamples ? sum : sum / Double(outputs.count)
  }

  private static func one(_ loss: OutputLoss, _ f: Double, _ y: Double) -> Double {
    let r = abs(y - f)
    switch loss {
    case .meanSquaredOverSamples, .meanSquaredOverSamplesAndOutputs: return r * r
    case .absolute: return r
    case .huber: return r < 1 ? 0.5 * r * r : r - 0.5
    case .logCosh: return log(cosh(r))
    case .logistic: return log(1 + exp(f)) - y * f
    case .poisson: return exp(f) - y * f
    case .hinge: return max(0, 1 - y * f)
    case .crossEntropy: return .nan
    }
  }

  /// log(1 + exp(t)) for any t.
  static func softplus(_ t: Double) -> Double { max(t, 0) + log1p(exp(-abs(t))) }
}
