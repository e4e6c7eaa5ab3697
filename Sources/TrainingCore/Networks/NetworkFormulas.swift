public import Formula

/// A value inside a model that has a name of its own, so that what several others use is written
/// once: a network written out as one formula would grow by a layer's width with every layer.
public struct Definition: Sendable, Hashable {
  /// What the value is called; no column and no parameter is called so.
  public var name: String
  /// Its formula in columns, parameters, and definitions before it.
  public var formula: Expression
}

/// A network of one output as formulas, unit by unit.
struct NetworkFormulas {
  /// Each hidden unit's sum, and what the activation makes of it, layer by layer.
  var definitions: [Definition] = []
  /// The last layer, without activation.
  var output: Expression

  /// - Parameters:
  ///   - network: of one output.
  ///   - inputs: a formula for each of its inputs.
  ///   - parameters: a name for each of its parameters, in their order.
  ///   - mark: what the names of hidden units begin with.
  init(_ network: DenseNetwork, inputs: [Expression], parameters: [String], mark: String) {
    var values = inputs
    output = .number(0)
    for (number, layer) in network.layers.enumerated() {
      let isLast = number == network.layers.count - 1
      var next: [Expression] = []
      for unit in 0..<layer.outputs {
        var terms = values.enumerated().map { index, value in
          let weight = parameters[layer.weights + index * layer.outputs + unit]
          return Expression.multiply(.variable(weight), value)
        }
        terms.append(.variable(parameters[layer.biases + unit]))
        let sum = Self.sum(terms[...])
        guard !isLast else {
          output = sum
          continue
        }
        let place = "\(number + 1)_\(unit + 1)"
        definitions.append(Definition(name: "\(mark)z\(place)", formula: sum))
        definitions.append(
          Definition(
            name: "\(mark)h\(place)",
            formula: network.activation.formula(of: .variable("\(mark)z\(place)"))))
        next.append(.variable("\(mark)h\(place)"))
      }
      values = next
    }
  }

  /// By halves, so that the tree stays low however many terms there are.
  private static func sum(_ terms: ArraySlice<Expression>) -> Expression {
    guard terms.count > 1, let first = terms.first else { return terms.first ?? .number(0) }
    guard terms.count > 2 else { return .add(first, terms[terms.startIndex + 1]) }
    let middle = terms.startIndex + terms.count / 2
    return .add(sum(terms[..<middle]), sum(terms[middle...]))
  }
}

extension Activation {
  /// The function's formula.
  func formula(of z: Expression) -> Expression {
    switch self {
    case .tanh: return .call(.tanh, z)
    case .sigmoid: return .call(.sigmoid, z)
    case .identity: return z
    case .relu:
      let condition = Expression.Condition(z, .lessOrEqual, .number(0))
      return .choose(condition, then: .number(0), otherwise: z)
    case .gelu:
      let argument = Expression.divide(z, .call(.sqrt, .number(2)))
      return .divide(.multiply(z, .add(.number(1), .call(.erf, argument))), .number(2))
    }
  }
}
