/// For counts and a prediction on the scale of their logarithm.
///
/// The negative log likelihood of a Poisson variable with mean exp(f), without the part that does
/// not depend on f: PyTorch's `poisson_nll_loss`. Beyond f = 709 the loss itself is infinite in double
/// precision.
struct PoissonLoss: NamedLoss {
  let names = ["poisson"]
  let summary = "for counts and a prediction on the scale of their logarithm"
  let formula = "exp(f) - y*f"
}
