/// The squared error; its average is the mean squared error.
///
/// A formula has one output, so that the mean over samples and the mean over samples and outputs are
/// the same; ``OutputLoss`` tells them apart.
struct SquaredLoss: NamedLoss {
  let names = ["mse", "squared"]
  let summary = "the squared error; its average is the mean squared error"
  let formula = "(y - f)^2"
}
