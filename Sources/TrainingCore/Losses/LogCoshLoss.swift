/// The logarithm of the hyperbolic cosine of the error.
///
/// Written so that no exponential can overflow: log cosh r = |r| + log(1 + exp(-2|r|)) - log 2.
/// The slope tanh r is 0 at r = 0, as the formula's is, where abs has a kink and the loss has none.
/// The value is good to about 1e-16, not relative to itself, which is r^2/2 near 0.
struct LogCoshLoss: NamedLoss {
  let names = ["log-cosh"]
  let summary = "log(cosh(y - f)): like squared near 0, like absolute far away"
  let formula = "abs(y - f) + log1p(exp(-2*abs(y - f))) - log(2)"
}
