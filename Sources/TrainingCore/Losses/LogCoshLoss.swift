/// The logarithm of the hyperbolic cosine of the error.
///
/// Written so that no exponential can overflow and nothing has a kink, as the loss has none:
/// log cosh r = r + log(1 + exp(-2r)) - log 2. The value is good to about 1e-16, not relative to
/// itself, which is r^2/2 near 0.
struct LogCoshLoss: NamedLoss {
  let names = ["log-cosh"]
  let summary = "log(cosh(y - f)): like squared near 0, like absolute far away"
  let formula = "y - f + softplus(-2*(y - f)) - log(2)"
}
