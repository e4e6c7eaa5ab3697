import Formula

/// The derivative of a problem's prediction as formulas, by the chain rule over the model's
/// definitions: each one's own derivatives are found symbolically, and what leads from there to the
/// prediction is used by name.
struct SymbolicChain {
  /// A step for each of the problem's parameters; nil where the derivative is 0.
  private(set) var slopes: [Int?] = []
  private var bySteps: [String: [Int]] = [:]
  private static let upstream = "@upstream", partial = "@partial"

  /// - Parameters:
  ///   - seed: the step that every derivative is multiplied by: the loss's slope, or nil for 1.
  ///   - names: as ``ProgramBuilder/addModel(of:_:)`` has left them.
  /// - Throws: ``EvaluationError`` if a formula cannot be evaluated.
  init(
    _ problem: Problem, _ names: NameBinding, seed: Int?, in builder: inout ProgramBuilder
  ) throws(EvaluationError) {
    let own = Set(problem.parameters + problem.definitions.map(\.name))
    try pass(problem.model, from: seed, own, names, &builder)
    for definition in problem.definitions.reversed() {
      guard let total = try total(definition.name, &builder) else { continue }
      try pass(definition.formula, from: total, own, names, &builder)
    }
    for parameter in problem.parameters { slopes.append(try total(parameter, &builder)) }
  }

  /// Hands a value's derivative on to the names in its formula.
  private mutating func pass(
    _ formula: Expression, from upstream: Int?, _ own: Set<String>, _ names: NameBinding,
    _ builder: inout ProgramBuilder
  ) throws(EvaluationError) {
    for name in formula.names where own.contains(name) {
      let slope = formula.derivative(by: name)
      guard slope != .number(0) else { continue }
      let local = try builder.add(slope) { names.inModel($0) }
      guard let upstream else {
        bySteps[name, default: []].append(local)
        continue
      }
      // A factor of 1 is no operation.
      let product =
        slope == .number(1)
        ? upstream
        : try builder.add(.multiply(.variable(Self.upstream), .variable(Self.partial))) {
          .step($0 == Self.upstream ? upstream : local)
        }
      bySteps[name, default: []].append(product)
    }
  }

  /// The sum of what has reached a name.
  private func total(
    _ name: String, _ builder: inout ProgramBuilder
  ) throws(EvaluationError) -> Int? {
    guard let terms = bySteps[name], var sum = terms.first else { return nil }
    for term in terms.dropFirst() {
      let before = sum
      sum = try builder.add(.add(.variable(Self.upstream), .variable(Self.partial))) {
        .step($0 == Self.upstream ? before : term)
      }
    }
    return sum
  }
}
