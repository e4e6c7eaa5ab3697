import Formula

/// Names that stand for parts of the derivation and for nothing in the problem.
///
/// Back quotes allow a column any name, so no spelling is safe for every problem: each mark gets
/// more signs before it until it is nobody's name.
struct ChainMarks: Sendable {
  /// The prediction, the target, and the outer function's argument.
  var prediction, target, argument: String
  /// The derivative of the prediction by the parameter at hand, where the model has definitions.
  var slope: String
  /// A piece of TeX that is already written.
  var piece: String

  init(_ problem: Problem) {
    let taken = Set(
      problem.data.columns.map(\.name) + problem.inputs + [problem.target] + problem.parameters
        + problem.model.names + problem.loss.names + problem.definitions.map(\.name))
    func free(_ letter: String) -> String {
      var name = "@" + letter
      while taken.contains(name) { name = "@" + name }
      return name
    }
    prediction = free("f")
    target = free("y")
    argument = free("u")
    piece = free("piece")
    slope = free("slope")
  }

  /// The loss with its `f` and `y` marked.
  func marking(_ loss: Expression) -> Expression {
    loss.substituting(["f": .variable(prediction), "y": .variable(target)])
  }
}
