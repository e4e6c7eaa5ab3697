import Formula

/// Writes formulas of one sample as TeX: columns carry the index i.
struct SampleTeX {
  private let names: [String: String]
  /// Stands for a piece of TeX.
  private let mark: String

  init(_ problem: Problem, _ marks: ChainMarks, parameter: String = "") {
    mark = marks.piece
    var names = [marks.prediction: "f(x_i)", marks.target: "y_i"]
    if let name = Self.abbreviated(problem) { names[marks.prediction] = name }
    for column in problem.data.columns {
      names[column.name] = #"\mathrm{"# + Self.escaped(column.name) + "}_i"
    }
    names[problem.target] = "y_i"
    let isSingle = problem.inputs.count == 1
    for (index, input) in problem.inputs.enumerated() {
      let symbol = isSingle ? "x_i" : "x_{\(index + 1),i}"
      names[input] = symbol
      if !problem.data.columns.contains(where: { $0.name == "x\(index + 1)" }) {
        names["x\(index + 1)"] = symbol
      }
      if index == 0, !problem.data.columns.contains(where: { $0.name == "x" }) {
        names["x"] = symbol
      }
    }
    for parameter in problem.parameters { names[parameter] = nil }
    if let prediction = Self.abbreviated(problem) {
      let symbol = Expression.variable(parameter).tex(names: [:])
      names[marks.slope] = #"\frac{\partial "# + prediction + #"}{\partial "# + symbol + "}"
    }
    self.names = names
  }

  /// An expression in columns, parameters and the marks of ``ChainMarks``.
  func write(_ expression: Expression) -> String { expression.tex(names: names) }

  /// What stands under a sum sign: a sum of its own gets brackets.
  func term(_ expression: Expression) -> String {
    expression.isSum ? #"\left("# + write(expression) + #"\right)"# : write(expression)
  }

  /// A parameter's symbol.
  func parameter(_ name: String) -> String { Expression.variable(name).tex(names: [:]) }

  /// The product of a factor and a piece of TeX that follows it.
  func product(_ factor: Expression, _ piece: String) -> String {
    var names = names
    names[mark] = piece
    return Expression.multiply(factor, .variable(mark)).tex(names: names)
  }

  /// A network's prediction, which is not written out; nil for other models.
  static func abbreviated(_ problem: Problem) -> String? {
    problem.network == nil ? nil : #"f_{\theta}(x_i)"#
  }

  private static func escaped(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "_": result += #"\_"#
      case "\\", "{", "}", "$", "#", "%", "&", "^", "~": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
