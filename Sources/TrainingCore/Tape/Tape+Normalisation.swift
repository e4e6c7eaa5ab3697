extension Tape {
  /// What batch normalisation divides by.
  public enum BatchStatistics: Sendable {
    /// Training: mean and variance (with the factor 1/N) of the rows at hand, through which is
    /// differentiated. The samples see each other: a row's adjoint is no longer that of its own
    /// loss alone, so per-sample gradients are refused, but by
    /// ``TapeEvaluator/perSampleGradientsOneByOne(from:into:row:)``.
    case batch
    /// Evaluation: fixed ones, 1 x columns each.
    case fixed(mean: Node, variance: Node)
  }

  /// Batch normalisation: each column less its mean, over its standard deviation, times gamma, plus
  /// beta.
  ///
  /// Source: S. Ioffe and C. Szegedy, "Batch normalization", ICML 2015.
  /// - Parameters:
  ///   - x: rows x columns.
  ///   - gamma, beta: 1 x columns.
  ///   - epsilon: added to the variance.
  /// - Throws: ``TapeError`` if the shapes do not fit.
  public mutating func batchNorm(
    _ x: Node, gamma: Node, beta: Node, statistics: BatchStatistics, epsilon: Double = 1e-5
  ) throws(TapeError) -> Node {
    try checkRows([gamma, beta], beside: x, "batch norm")
    let centred: Node
    let variance: Node
    switch statistics {
    case .batch:
      centred = try subtract(x, meanOverRows(x))
      variance = meanOverRows(apply(.square, to: centred))
    case .fixed(let mean, let fixed):
      try checkRows([mean, fixed], beside: x, "batch norm")
      centred = try subtract(x, mean)
      variance = fixed
    }
    return try normalised(centred, variance, gamma, beta, epsilon)
  }

  /// Layer normalisation: each row less its mean, over its standard deviation, times gamma, plus
  /// beta.
  ///
  /// Source: J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer normalization", 2016.
  /// - Parameters:
  ///   - x: rows x columns.
  ///   - gamma, beta: 1 x columns.
  ///   - epsilon: added to the variance.
  /// - Throws: ``TapeError`` if the shapes do not fit.
  public mutating func layerNorm(
    _ x: Node, gamma: Node, beta: Node, epsilon: Double = 1e-5
  ) throws(TapeError) -> Node {
    try checkRows([gamma, beta], beside: x, "layer norm")
    let centred = try subtract(x, meanOverColumns(x))
    let variance = meanOverColumns(apply(.square, to: centred))
    return try normalised(centred, variance, gamma, beta, epsilon)
  }

  /// A single column would be repeated silently, and so would x be.
  private func checkRows(
    _ nodes: [Node], beside x: Node, _ what: String
  ) throws(TapeError) {
    for node in nodes where self[node].rows != .fixed(1) || self[node].columns != self[x].columns {
      throw misfit(what, x, node)
    }
  }

  private mutating func normalised(
    _ centred: Node, _ variance: Node, _ gamma: Node, _ beta: Node, _ epsilon: Double
  ) throws(TapeError) -> Node {
    let shifted = try add(variance, constant([epsilon], columns: 1))
    let scaled = try divide(centred, apply(.sqrt, to: shifted))
    return try add(multiply(scaled, gamma), beta)
  }

  /// Dropout with a given mask: what is kept is divided by the share kept.
  ///
  /// Source: N. Srivastava and others, "Dropout", JMLR 2014, with the division at training time.
  /// - Parameters:
  ///   - mask: ones and zeros of x's shape.
  ///   - keep: the probability of a one, above 0 and at most 1.
  /// - Throws: ``TapeError`` if the shapes do not fit or `keep` is out of range.
  public mutating func dropout(_ x: Node, mask: Node, keep: Double) throws(TapeError) -> Node {
    guard keep > 0, keep <= 1 else { throw TapeError("dropout cannot keep the share \(keep)") }
    guard self[x].rows == self[mask].rows, self[x].columns == self[mask].columns else {
      throw misfit("dropout with a mask", x, mask)
    }
    return try scale(multiply(x, mask), by: 1 / keep)
  }
}
