/// How N per-sample things become one, with both halves of the question.
///
/// To add one, put a file into `Aggregations/` that declares a type of the file's name.
public protocol Aggregation: Sendable {
  /// For the registry, which makes one of every aggregation.
  init()
  /// The name that `list aggregations` shows.
  var name: String { get }
  /// What it does, in one line.
  var summary: String { get }
  /// Makes one number of N losses; 0 of none.
  func reduce(_ losses: [Double]) -> Double
  /// Makes one vector of P components of N gradients.
  func combine(_ gradients: PerSampleGradients) -> [Double]
}
