public import Formula

/// A question to be answered: data, a model, a loss, and the point where gradients are compared.
public struct Problem: Sendable {
  /// The columns that the problem uses: the inputs, then the target.
  public var data: Dataset
  /// Names of the input columns, to which the aliases `x1`, `x2` ... refer in this order.
  public var inputs: [String]
  /// Name of the target column.
  public var target: String
  /// The prediction; its names are columns, the aliases `x`, `x1`, `x2` ... of the inputs, or
  /// parameters.
  public var model: Expression
  /// Values that the model's formula uses by name, each after those it uses itself: the hidden
  /// units of a network, nothing for other models.
  public var definitions: [Definition] = []
  /// The network whose last layer `model` is; nil for other models. Its parameters are `parameters`
  /// and its inputs `inputs`, in their orders.
  public var network: DenseNetwork?
  /// The model as the user wrote it; of a named model, its formula; of a network, its name.
  public var modelText: String
  /// The loss of one sample in `y` (target) and `f` (prediction).
  public var loss: Expression
  /// The loss as the user wrote it or by its name.
  public var lossText: String
  /// The model's parameters in the order of their first appearance.
  public var parameters: [String]
  /// Where gradients are compared, one value for each parameter in their order; empty until it is
  /// chosen.
  public var at: [Double]
  /// How `at` was chosen, in a few words; "as given" if the user said so, empty until it is chosen.
  public var atReason: String
  /// Where everything random starts from: starts of the search for the optimum, the order of
  /// stochastic descent, and which of many points are drawn.
  public var seed: UInt64
  /// What the user asked for; all else was chosen by the program.
  public var question = Question()
}
