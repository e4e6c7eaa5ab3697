import Formula

/// A layer of three features behind a problem's first input, normalised by their own mean and variance
/// within each sample.
///
/// Source: Ba, Kiros and Hinton, "Layer normalization", arXiv 1607.06450 (2016).
enum SampleNormalization {
  /// Added to the variance, as PyTorch does by default.
  static let epsilon = 1e-5

  /// How many features the layer makes of the input.
  static let features = 3
  /// Weights and shifts in front of the normalisation.
  static let parameters = ["w1", "w2", "w3", "c1", "c2", "c3"]
  /// About how many operations the layer and a loss are.
  static let operations = 60
  /// Where the layer's gradient is taken.
  static let point = [1, -0.5, 0.25, 0, 0.5, -1]

  /// The prediction: the normalised features, added up with the weights 1, -1 and 2.
  private static let model = """
    ((w1*x + c1 - (w1*x + c1 + w2*x + c2 + w3*x + c3)/3)\
     - (w2*x + c2 - (w1*x + c1 + w2*x + c2 + w3*x + c3)/3)\
     + 2*(w3*x + c3 - (w1*x + c1 + w2*x + c2 + w3*x + c3)/3))\
    / sqrt(((w1*x + c1 - (w1*x + c1 + w2*x + c2 + w3*x + c3)/3)^2\
     + (w2*x + c2 - (w1*x + c1 + w2*x + c2 + w3*x + c3)/3)^2\
     + (w3*x + c3 - (w1*x + c1 + w2*x + c2 + w3*x + c3)/3)^2)/3 + \(epsilon))
    """

  /// The reader's input, target and loss behind the layer.
  static func workload(
    _ problem: Problem, input: [Double], target: [Double]
  ) throws -> Workload {
    var copy = problem
    copy.data.columns = [("x", input), ("y", target)].map { name, values in
      Dataset.Column(name: name, values: values)
    }
    copy.data.lines = nil
    (copy.inputs, copy.target) = (["x"], "y")
    copy.model = try Expression(parsing: model)
    (copy.definitions, copy.network) = ([], nil)
    (copy.parameters, copy.at) = (parameters, point)
    return try Workload(copy)
  }
}
