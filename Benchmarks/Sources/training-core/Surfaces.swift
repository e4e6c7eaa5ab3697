import BenchmarkData
import TrainingCore

/// The mean squared residual of y = m x + b over ten million rows, on 101 x 101 points.
enum LineSurface: Work {
  static let name = "surface-line"
  static let arguments = ""

  static func measure(_ argument: String) throws -> Report {
    throw NotYet(what: "surfaces from moments")
  }
}

/// The mean of log(1 + exp(-y (m x + b))) over a hundred thousand rows, on 101 x 101 points.
enum LogisticSurface: Work {
  static let name = "surface-logistic"
  static let arguments = ""

  static func measure(_ argument: String) throws -> Report {
    throw NotYet(what: "surfaces of separable exponentials")
  }
}

/// The mean squared residual of a 2-32-32-1 network along two directions over a thousand rows, on
/// 101 x 101 points, float32.
enum NetworkSurface: Work {
  static let name = "surface-mlp"
  static let arguments = "brute | spectral"

  static func measure(_ argument: String) throws -> Report {
    throw NotYet(what: "surfaces of networks")
  }
}
