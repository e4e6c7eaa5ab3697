/// The squared error; its average is the mean squared error.
struct SquaredLoss: NamedLoss {
  let names = ["mse", "squared"]
  let summary = "the squared error; its average is the mean squared error"
  let formula = "(y - f)^2"
}
