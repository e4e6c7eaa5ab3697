public import Formula

/// A question to be answered: data, a model, a loss, and the point where gradients are compared.
public struct Problem: Sendable {
  public var data: Dataset
  /// Names of the input columns.
  public var inputs: [String]
  /// Name of the target column.
  public var target: String
  /// The prediction; its names are columns, the aliases `x`, `x1`, `x2` ... of the inputs, or
  /// parameters.
  public var model: Expression
  /// The model as the user wrote it or by its name.
  public var modelText: String
  /// The loss of one sample in `y` (target) and `f` (prediction).
  public var loss: Expression
  public var lossText: String
  /// The model's parameters in the order of their first appearance.
  public var parameters: [String]
  /// Where gradients are compared, one value for each parameter.
  public var at: [Double]
  /// How `at` was chosen, in a few words; "as given" if the user said so.
  public var atReason: String
  public var seed: UInt64
  /// What the user asked for; all else was chosen by the program.
  public var question = Question()
}
