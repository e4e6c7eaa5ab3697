/// The logarithm of the hyperbolic cosine of the error.
///
/// Written so that no exponential can overflow: log cosh r = |r| + log(1 + exp(-2|r|)) - log 2.
struct LogCoshLoss: NamedLoss {
  let names = ["log-cosh"]
  let summary = "log(cosh(y - f)): like squared near 0, like absolute far away"
  let formula = "abs(y - f) + log1p(exp(-2*abs(y - f))) - log(2)"
}
