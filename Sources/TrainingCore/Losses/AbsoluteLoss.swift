/// The absolute error; has a kink where the prediction is right.
///
/// The slope is 0 at the kink, as with PyTorch's `l1_loss`.
struct AbsoluteLoss: NamedLoss {
  let names = ["mae", "absolute"]
  let summary = "the absolute error; has a kink where the prediction is right"
  let formula = "abs(y - f)"
}
