/// For a target of 0 or 1 and a prediction on the scale of log odds: binary cross-entropy of logits.
///
/// The negative log likelihood -y log s(f) - (1 - y) log(1 - s(f)) with the sigmoid s, in its short
/// form. It is infinite for predictions above 709, where the exponential overflows; below, it is
/// good to a rounding of f. A formula with `where` or `abs` has no such limit, but its choices count
/// as kinks: the referee would be rougher and a least loss that does not exist called attained.
/// ``OutputLoss/logistic``, which is no formula, has neither fault.
struct LogisticLoss: NamedLoss {
  let names = ["logistic", "bce-with-logits"]
  let summary = "for a target of 0 or 1 and a prediction on the scale of log odds"
  let formula = "log1p(exp(f)) - y*f"
}
