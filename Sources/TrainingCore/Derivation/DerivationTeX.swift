import Formula

/// The right-hand sides of the seven lines for one parameter.
struct DerivationTeX: Sendable {
  var lines: [String]
  /// The two lines without brackets, for a loss of the residual.
  var literal: [String]

  init(
    _ problem: Problem, _ chain: LossChain, parameter: String, innerSlope: Expression,
    closed: (constant: Double, rest: Expression)
  ) {
    let writer = SampleTeX(problem, chain.marks, parameter: parameter)
    let d = #"\frac{\partial}{\partial "# + writer.parameter(parameter) + "}"
    let sum = #"\sum_{i=1}^{N}"#
    let mean = #"\frac{1}{N}"#
    let loss = chain.marks.marking(problem.loss)
    // Under a sum sign, a sum needs brackets of its own.
    let term = writer.term(loss)
    let outer = chain.outerSlope.substituting([chain.marks.argument: chain.inner])
    // A network's formula would fill the page: its name stands for it.
    let defined =
      problem.network == nil
      ? chain.inner.substituting([chain.marks.prediction: problem.model]) : chain.inner
    func bracketed(_ inner: Expression, _ text: String) -> String {
      guard inner.isSum else { return text }
      // Only the residual's brackets were left out by the question.
      return chain.isResidual
        ? #"\added{[} "# + text + #" \added{]}"# : #"\left("# + text + #"\right)"#
    }
    let innerText = writer.write(chain.inner)
    let definedText = writer.write(defined)
    lines = [
      // A thin space, or the two fractions nearly fuse.
      "\(d) \\, \(mean) \(sum) \(term)",
      "\(mean) \(d) \(sum) \(term)",
      "\(mean) \(sum) \(d) \(term)",
      "\(mean) \(sum) " + writer.product(outer, "\(d) \(bracketed(chain.inner, innerText))"),
      "\(mean) \(sum) " + writer.product(outer, "\(d) \(bracketed(defined, definedText))"),
      "\(mean) \(sum) "
        + writer.write(innerSlope == .number(1) ? outer : .multiply(outer, innerSlope)),
      Self.front(closed.constant) + " \(sum) " + writer.term(closed.rest),
    ]
    literal = [
      "\(mean) \(sum) " + #"\left("# + writer.product(outer, "\(d) \(innerText)") + #"\right)"#,
      "\(mean) \(sum) " + #"\left("# + writer.product(outer, "\(d) \(definedText)") + #"\right)"#,
    ]
  }

  /// The constant over N.
  private static func front(_ constant: Double) -> String {
    let sign = constant < 0 ? "-" : ""
    return sign + #"\frac{"# + Expression.number(abs(constant)).tex(names: [:]) + "}{N}"
  }
}

extension Expression {
  /// Whether the outermost operation is a sum or a difference.
  var isSum: Bool {
    switch self {
    case .add, .subtract: return true
    default: return false
    }
  }
}
