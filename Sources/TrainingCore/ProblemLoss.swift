import Formula

/// The formula of one sample's loss.
struct ProblemLoss {
  var formula: Expression
  /// As the user wrote it, or its name.
  var text: String

  /// - Throws: ``InputError`` (usage) if the formula is wrong or uses names other than `y` and `f`.
  init(_ question: Question) throws(InputError) {
    text = question.loss ?? "mse"
    let name = text
    if let named = Registry.losses.first(where: { $0.names.contains(name) }) {
      formula = try ProblemModel.parse(named.formula, "--loss")
      return
    }
    try Self.refuseClasses(text)
    try BareName.refuse(
      text, as: "loss", in: Registry.losses.flatMap(\.names), unless: ["y-f", "f-y"])
    formula = try ProblemModel.parse(text, "--loss")
    let names = formula.names
    if let other = names.first(where: { $0 != "y" && $0 != "f" }) {
      throw InputError(
        .usage, "--loss: \(Printable.quoted(other)) is not known in a loss",
        advice: "use y for the target, f for the prediction, and numbers")
    }
    guard names.contains("f") else {
      throw InputError(
        .usage, "--loss: \(Printable.quoted(text)) does not depend on the prediction",
        advice: "use f for the prediction, as in (y - f)^2")
    }
  }

  /// Refuses the loss of several classes by the names that people have for it.
  private static func refuseClasses(_ text: String) throws(InputError) {
    let letters = text.lowercased().filter(\.isLetter)
    guard ["crossentropy", "categoricalcrossentropy", "softmax", "nll", "ce"].contains(letters)
    else { return }
    throw InputError(
      .usage,
      "--loss: \(Printable.quoted(text)) needs an output for each class, and models here have one",
      advice: "for two classes use --loss logistic with labels of 0 and 1")
  }
}
