/// The absolute error; has a kink where the prediction is right.
struct AbsoluteLoss: NamedLoss {
  let names = ["mae", "absolute"]
  let summary = "the absolute error; has a kink where the prediction is right"
  let formula = "abs(y - f)"
}
